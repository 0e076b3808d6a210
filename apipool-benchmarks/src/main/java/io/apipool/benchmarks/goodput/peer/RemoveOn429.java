package io.apipool.benchmarks.goodput.peer;

import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A pool for which a 429 means that a key is used up: it is taken out for good. Internal.
 */
public final class RemoveOn429 extends Handwritten {

	private final BitSet removed = new BitSet();

	/**
	 * Creates a limiter.
	 * @param keys the keys
	 * @param clock nanoseconds
	 */
	public RemoveOn429(List<String> keys, LongSupplier clock) {
		super(keys, clock);
	}

	@Override
	long rest(int key, long now) {
		return this.removed.get(key) ? NEVER : 0;
	}

	@Override
	void refused(int key, long now, long retryAfter) {
		this.removed.set(key);
	}

}
