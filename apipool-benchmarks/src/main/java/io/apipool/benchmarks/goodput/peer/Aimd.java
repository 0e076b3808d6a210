package io.apipool.benchmarks.goodput.peer;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Additive increase, multiplicative decrease: each key has a rate, at first five a
 * second, at which its calls are paced; a success adds 0.1 a second, a 429 halves it.
 * Internal.
 */
public final class Aimd extends Handwritten {

	private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final double FIRST = 5;

	private static final double STEP = 0.1;

	private final double[] rates;

	private final long[] free;

	/**
	 * Creates a limiter.
	 * @param keys the keys
	 * @param clock nanoseconds
	 */
	public Aimd(List<String> keys, LongSupplier clock) {
		super(keys, clock);
		this.rates = new double[keys.size()];
		this.free = new long[keys.size()];
		Arrays.fill(this.rates, FIRST);
		Arrays.fill(this.free, clock.getAsLong());
	}

	@Override
	long rest(int key, long now) {
		return this.free[key] - now;
	}

	@Override
	void take(int key, long now) {
		this.free[key] = now + (long) (SECOND / this.rates[key]);
	}

	@Override
	void succeeded(int key) {
		this.rates[key] += STEP;
	}

	@Override
	void refused(int key, long now, long retryAfter) {
		this.rates[key] = Math.max(STEP, this.rates[key] / 2);
	}

}
