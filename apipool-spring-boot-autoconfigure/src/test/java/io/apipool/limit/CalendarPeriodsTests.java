package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CalendarPeriodsTests {

	@ParameterizedTest
	@CsvSource({ "DAYS, America/Los_Angeles, 2026-03-08T20:00:00Z, 2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z",
			"DAYS, America/Los_Angeles, 2026-11-01T20:00:00Z, 2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z",
			"DAYS, America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
			"DAYS, UTC, 2028-02-28T23:59:59Z, 2028-02-28T00:00:00Z, 2028-02-29T00:00:00Z",
			"MONTHS, UTC, 2028-02-29T12:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
			"MONTHS, Europe/Berlin, 2026-01-31T22:59:59Z, 2025-12-31T23:00:00Z, 2026-01-31T23:00:00Z",
			"MONTHS, UTC, 2026-12-31T23:00:00Z, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
			"WEEKS, UTC, 2027-01-03T23:00:00Z, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
			"WEEKS, UTC, 2026-03-02T00:00:00Z, 2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z",
			"YEARS, Asia/Tokyo, 2026-12-31T15:00:00Z, 2026-12-31T15:00:00Z, 2027-12-31T15:00:00Z",
			"HOURS, Asia/Kolkata, 2026-05-01T10:45:00Z, 2026-05-01T10:30:00Z, 2026-05-01T11:30:00Z",
			"MINUTES, UTC, 2026-05-01T10:45:59.999Z, 2026-05-01T10:45:00Z, 2026-05-01T10:46:00Z" })
	void knowsTheBoundariesOfTheZone(ChronoUnit unit, String zone, Instant at, Instant start, Instant end) {
		CalendarPeriods periods = new CalendarPeriods(unit, ZoneId.of(zone));
		assertThat(WallClock.toInstant(periods.start(WallClock.toNanos(at)))).isEqualTo(start);
		assertThat(WallClock.toInstant(periods.end(WallClock.toNanos(at)))).isEqualTo(end);
	}

	@ParameterizedTest
	@CsvSource({ "HOURS", "MINUTES", "DAYS", "WEEKS", "MONTHS", "YEARS" })
	void everyInstantLiesInItsPeriodThroughAYearOfAnOddZone(ChronoUnit unit) {
		CalendarPeriods periods = new CalendarPeriods(unit, ZoneId.of("Australia/Lord_Howe"));
		Duration step = Duration.ofMinutes(17);
		Instant last = Instant.parse("2027-01-01T00:00:00Z");
		for (Instant at = Instant.parse("2026-01-01T00:00:00Z"); at.isBefore(last); at = at.plus(step)) {
			long wall = WallClock.toNanos(at);
			assertThat(periods.start(wall)).isLessThanOrEqualTo(wall);
			assertThat(periods.end(wall)).isGreaterThan(wall);
		}
	}

	@ParameterizedTest
	@CsvSource({ "DAYS", "WEEKS", "MONTHS", "YEARS" })
	void onePeriodBeginsWhereTheOneBeforeEnds(ChronoUnit unit) {
		CalendarPeriods periods = new CalendarPeriods(unit, ZoneId.of("America/Los_Angeles"));
		long wall = WallClock.toNanos(Instant.parse("2026-01-31T12:00:00Z"));
		for (int i = 0; i < 30; i++) {
			long end = periods.end(wall);
			assertThat(periods.start(end)).isEqualTo(end);
			assertThat(periods.start(end - 1)).isEqualTo(periods.start(wall));
			wall = end;
		}
	}

	@Test
	void daysOfTheChangesHave23And25Hours() {
		CalendarPeriods periods = new CalendarPeriods(ChronoUnit.DAYS, ZoneId.of("America/Los_Angeles"));
		assertThat(hours(periods, "2026-03-08T12:00:00Z")).isEqualTo(23);
		assertThat(hours(periods, "2026-11-01T12:00:00Z")).isEqualTo(25);
	}

	private static long hours(CalendarPeriods periods, String at) {
		long wall = WallClock.toNanos(Instant.parse(at));
		return Duration.ofNanos(periods.end(wall) - periods.start(wall)).toHours();
	}

}
