package io.apipool.limit;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.Timekeeper;

/**
 * Wall time by monotonic time. The wall clock is read now and then, never under a lock;
 * between two readings it is taken to run as the monotonic clock does.
 */
final class WallClock {

	private static final long INTERVAL = 100_000_000;

	private static final long SECOND = 1_000_000_000;

	private final Timekeeper timekeeper;

	private final AtomicReference<Reading> reading;

	WallClock(Timekeeper timekeeper) {
		this.timekeeper = timekeeper;
		this.reading = new AtomicReference<>(Reading.of(timekeeper));
	}

	/**
	 * Reads the wall clock if the last reading is old or a boundary is near.
	 * @param now monotonic nanoseconds
	 * @param boundary from which instant on a fresh reading is wanted
	 */
	void prepare(long now, long boundary) {
		if (now >= boundary || now - reading().monotonic >= INTERVAL) {
			this.reading.set(Reading.of(this.timekeeper));
		}
	}

	/**
	 * Returns monotonic time, not to be called under a lock.
	 * @return nanoseconds
	 */
	long nanoTime() {
		return this.timekeeper.nanoTime();
	}

	/**
	 * Returns wall time.
	 * @param instant monotonic nanoseconds
	 * @return nanoseconds since the epoch
	 */
	long wall(long instant) {
		Reading reading = reading();
		return reading.wall + (instant - reading.monotonic);
	}

	/**
	 * Returns monotonic time.
	 * @param wall nanoseconds since the epoch
	 * @return when the wall clock shows it
	 */
	long monotonic(long wall) {
		Reading reading = reading();
		return reading.monotonic + (wall - reading.wall);
	}

	/**
	 * Returns wall time.
	 * @param instant monotonic nanoseconds
	 * @return the same on the wall clock
	 */
	Instant instant(long instant) {
		return toInstant(wall(instant));
	}

	private Reading reading() {
		return Objects.requireNonNull(this.reading.get());
	}

	static Instant toInstant(long wall) {
		return Instant.ofEpochSecond(Math.floorDiv(wall, SECOND), Math.floorMod(wall, SECOND));
	}

	static long toNanos(Instant instant) {
		return instant.getEpochSecond() * SECOND + instant.getNano();
	}

	/**
	 * Both clocks at one moment: the wall clock first, so that wall time is never taken
	 * to be later than it is.
	 */
	private record Reading(long wall, long monotonic) {

		static Reading of(Timekeeper timekeeper) {
			long wall = toNanos(timekeeper.instant());
			return new Reading(wall, timekeeper.nanoTime());
		}

	}

}
