package io.apipool;

import java.time.Instant;

/**
 * The only source of time: monotonic for windows, wall for calendars. A bean replaces the
 * system's.
 */
public interface Timekeeper {

	/**
	 * Returns monotonic time, as {@link System#nanoTime()}.
	 * @return nanoseconds since an arbitrary origin
	 */
	long nanoTime();

	/**
	 * Returns the wall clock's time.
	 * @return now
	 */
	Instant instant();

	/**
	 * Runs a task once, later, on a thread of the timekeeper. Tasks must be short.
	 * @param at when, by the wall clock; in the past: as soon as possible
	 * @param task what to run
	 * @return cancels the task when closed; closing never throws
	 */
	AutoCloseable schedule(Instant at, Runnable task);

	/**
	 * Returns a timekeeper on the system's clocks, with one daemon thread for its timers.
	 * Closing it, where it is {@link AutoCloseable}, stops that thread.
	 * @return a new timekeeper
	 */
	static Timekeeper system() {
		return new SystemTimekeeper();
	}

}
