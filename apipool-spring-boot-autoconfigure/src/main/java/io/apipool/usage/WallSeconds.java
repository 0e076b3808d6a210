package io.apipool.usage;

import java.time.Instant;

import io.apipool.Timekeeper;

/**
 * Wall time by monotonic time. Both clocks are compared now and then, off the call's
 * path; in between they are taken to run alike.
 */
final class WallSeconds {

	private static final long SECOND = 1_000_000_000;

	private final Timekeeper timekeeper;

	private volatile long apart;

	WallSeconds(Timekeeper timekeeper) {
		this.timekeeper = timekeeper;
		compare();
	}

	/**
	 * Compares the clocks.
	 * @return the wall clock's time
	 */
	Instant compare() {
		Instant wall = this.timekeeper.instant();
		this.apart = wall.getEpochSecond() * SECOND + wall.getNano() - this.timekeeper.nanoTime();
		return wall;
	}

	/**
	 * Returns the second of an instant.
	 * @param instant monotonic nanoseconds
	 * @return whole seconds since the epoch
	 */
	long second(long instant) {
		return (this.apart + instant) / SECOND;
	}

	/**
	 * Returns wall time.
	 * @param instant monotonic nanoseconds
	 * @return nanoseconds since the epoch
	 */
	long nanos(long instant) {
		return this.apart + instant;
	}

}
