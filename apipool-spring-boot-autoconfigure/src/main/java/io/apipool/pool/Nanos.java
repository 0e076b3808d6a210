package io.apipool.pool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Instants in monotonic nanoseconds that no duration makes overflow.
 */
final class Nanos {

	private Nanos() {
	}

	static long of(Duration duration) {
		return TimeUnit.NANOSECONDS.convert(duration);
	}

	static long after(long now, Duration duration) {
		return after(now, of(duration));
	}

	static long after(long now, long nanos) {
		long at = now + nanos;
		return (nanos > 0 && at < now) ? Long.MAX_VALUE : at;
	}

}
