package io.apipool.benchmarks.goodput;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What most teams write: the next key in turn, and one that was answered 429 rests until
 * {@code Retry-After}.
 */
final class RotateOn429 extends Handwritten {

	private final long[] restsUntil;

	RotateOn429(List<String> keys, LongSupplier clock) {
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
