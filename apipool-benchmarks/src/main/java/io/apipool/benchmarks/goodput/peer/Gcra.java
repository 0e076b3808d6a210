package io.apipool.benchmarks.goodput.peer;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The generic cell rate algorithm (ITU-T I.371), as scripts in Redis use it, with a burst
 * of a whole window: a key's next call is due a window / amount after the one before, and
 * may come a burst early. Internal.
 */
public final class Gcra extends Handwritten {

	private final long[] due;

	private final long interval;

	private final long tolerance;

	/**
	 * Creates a limiter.
	 * @param keys the keys
	 * @param clock nanoseconds
	 * @param amount the calls of a window and of a burst
	 * @param window nanoseconds
	 */
	public Gcra(List<String> keys, LongSupplier clock, int amount, long window) {
		super(keys, clock);
		this.due = new long[keys.size()];
		Arrays.fill(this.due, clock.getAsLong());
		this.interval = window / amount;
		this.tolerance = (amount - 1) * this.interval;
	}

	@Override
	long rest(int key, long now) {
		return this.due[key] - this.tolerance - now;
	}

	@Override
	void take(int key, long now) {
		this.due[key] = Math.max(this.due[key], now) + this.interval;
	}

}
