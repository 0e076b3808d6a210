package io.apipool.pool;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a guessed rest lasts: doubled each time up to the longest, and longer by a
 * random part, never shorter, so that instances do not return together.
 *
 * @param first the first rest, in nanoseconds
 * @param longest the longest, without jitter
 * @param factor what each is longer than the one before
 * @param jitter the largest random part, as a share
 */
record Ladder(long first, long longest, int factor, double jitter) {

	static Ladder doubling(Duration first, Duration longest, double jitter) {
		return new Ladder(first.toNanos(), longest.toNanos(), 2, jitter);
	}

	static Ladder constant(Duration length) {
		return new Ladder(length.toNanos(), length.toNanos(), 1, 0);
	}

	long rung(int level) {
		double length = Math.min((double) Math.max(this.first, this.longest),
				(double) this.first * Math.pow(this.factor, level));
		return (long) (length * (1 + random(this.jitter)));
	}

	/**
	 * Returns what is added at random.
	 * @param jitter the largest part
	 * @return a share from 0 to that
	 */
	static double random(double jitter) {
		return (jitter > 0) ? ThreadLocalRandom.current().nextDouble(jitter) : 0;
	}

}
