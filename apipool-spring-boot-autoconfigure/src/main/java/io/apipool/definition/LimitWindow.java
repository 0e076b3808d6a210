package io.apipool.definition;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * What a limit counts in.
 */
public sealed interface LimitWindow {

	/**
	 * Never more than the amount in any span of that length.
	 *
	 * @param length the length
	 */
	record Sliding(Duration length) implements LimitWindow {
	}

	/**
	 * Never more than the amount in a minute, hour, day, ISO week, month or year of a
	 * zone.
	 *
	 * @param unit one of MINUTES, HOURS, DAYS, WEEKS, MONTHS, YEARS
	 * @param zone whose boundaries reset the count
	 */
	record Calendar(ChronoUnit unit, ZoneId zone) implements LimitWindow {
	}

	/**
	 * Refills evenly: the amount in the length; holds at most the burst.
	 *
	 * @param length in which the amount refills
	 * @param burst the most it holds
	 */
	record TokenBucket(Duration length, double burst) implements LimitWindow {
	}

	/**
	 * So many leases in flight.
	 */
	record Concurrent() implements LimitWindow {
	}

}
