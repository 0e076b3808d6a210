package io.apipool.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a guessed rest lasts: longer each time up to the longest, and longer by a
 * random part, never shorter, so that instances do not return together.
 *
 * @param first the first rests, in nanoseconds; each later one is twice the one before
 * @param longest the longest, without jitter
 * @param jitter the largest random part, as a share
 */
record Ladder(List<Long> first, long longest, double jitter) {

	static Ladder doubling(Duration first, Duration longest, double jitter) {
		return doubling(first.toNanos(), longest.toNanos(), jitter);
	}

	static Ladder doubling(long first, long longest, double jitter) {
		return new Ladder(List.of(first), Math.max(first, longest), jitter);
	}

	static Ladder of(Duration... rungs) {
		return new Ladder(Arrays.stream(rungs).map(Duration::toNanos).toList(), rungs[rungs.length - 1].toNanos(), 0);
	}

	long rung(int level) {
		int known = Math.min(level, this.first.size() - 1);
		double length = Math.min((double) this.longest, this.first.get(known) * Math.pow(2, level - known));
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
