package io.apipool.limit;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The minutes, hours, days, ISO weeks, months or years of a zone, in nanoseconds since
 * the epoch.
 */
final class CalendarPeriods {

	private final ChronoUnit unit;

	private final ZoneId zone;

	/**
	 * Creates the periods of a zone.
	 * @param unit one of those
	 * @param zone whose boundaries count
	 */
	CalendarPeriods(ChronoUnit unit, ZoneId zone) {
		this.unit = unit;
		this.zone = zone;
	}

	/**
	 * Returns when the period began that an instant is in.
	 * @param wall nanoseconds since the epoch
	 * @return its first instant
	 */
	long start(long wall) {
		return WallClock.toNanos(first(wall).toInstant());
	}

	/**
	 * Returns when the period ends that an instant is in.
	 * @param wall nanoseconds since the epoch
	 * @return the first instant of the next
	 */
	long end(long wall) {
		ZonedDateTime boundary = first(wall);
		long end;
		do {
			boundary = this.unit.isDateBased() ? boundary.toLocalDate().plus(1, this.unit).atStartOfDay(this.zone)
					: boundary.plus(1, this.unit);
			end = WallClock.toNanos(boundary.toInstant());
		}
		while (end <= wall);
		return end;
	}

	private ZonedDateTime first(long wall) {
		ZonedDateTime time = WallClock.toInstant(wall).atZone(this.zone);
		LocalDate date = time.toLocalDate();
		return switch (this.unit) {
			case DAYS -> date.atStartOfDay(this.zone);
			case WEEKS -> date.minusDays(date.getDayOfWeek().getValue() - 1L).atStartOfDay(this.zone);
			case MONTHS -> date.withDayOfMonth(1).atStartOfDay(this.zone);
			case YEARS -> date.withDayOfYear(1).atStartOfDay(this.zone);
			default -> time.truncatedTo(this.unit);
		};
	}

}
