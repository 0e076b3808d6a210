package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;

/**
 * What was used in one minute before this process started. Internal.
 *
 * @param minute when the minute began, by the wall clock
 * @param used what was used
 */
public record PastMinute(Instant minute, Need used) {

	private static final long LENGTH = Duration.ofMinutes(1).toNanos();

	/**
	 * Returns when the minute began.
	 * @return nanoseconds since the epoch
	 */
	long wall() {
		return WallClock.toNanos(this.minute);
	}

	/**
	 * Returns when it was used at the latest.
	 * @param clock tells monotonic time
	 * @param now the present
	 * @return the monotonic instant at which the minute ended, or the present
	 */
	long end(WallClock clock, long now) {
		return Math.min(now, clock.monotonic(wall() + LENGTH));
	}

}
