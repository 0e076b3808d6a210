package io.apipool.benchmarks.goodput.peer;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What most teams write: the next key in turn, and one that was answered 429 rests until
 * {@code Retry-After}. Internal.
 */
public final class RotateOn429 extends Handwritten {

	private final long[] restsUntil;

	/**
	 * Creates a limiter.
	 * @param keys the keys
	 * @param clock nanoseconds
	 */
	public RotateOn429(List<String> keys, LongSupplier clock) {
		super(keys, clock);
		this.restsUntil = new long[keys.size()];
		Arrays.fill(this.restsUntil, clock.getAsLong());
	}

	@Override
	long rest(int key, long now) {
		return this.restsUntil[key] - now;
	}

	@Override
	void refused(int key, long now, long retryAfter) {
		this.restsUntil[key] = now + retryAfter;
	}

}
