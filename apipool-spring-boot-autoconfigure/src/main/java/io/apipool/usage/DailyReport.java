package io.apipool.usage;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * What each key did on one day.
 *
 * @param day the day
 * @param zone the zone of the day
 * @param keys the keys, by pool and id
 */
record DailyReport(LocalDate day, ZoneId zone, List<KeyDay> keys) {

	static DailyReport of(LocalDate day, ZoneId zone, List<UsageRow> rows) {
		return new DailyReport(day, zone, rows.stream().map(KeyDay::of).toList());
	}

	/**
	 * Names a key in a breakdown: neither pools nor keys have a slash in their names.
	 */
	static String nameOf(Attempted attempt) {
		return attempt.pool() + "/" + attempt.key();
	}

	/**
	 * What one key did.
	 *
	 * @param pool the pool's name
	 * @param key the key's id
	 * @param totals what it did
	 */
	record KeyDay(String pool, String key, UsageTotals totals) {

		private static KeyDay of(UsageRow row) {
			int slash = row.name().indexOf('/');
			return new KeyDay(row.name().substring(0, slash), row.name().substring(slash + 1), row.totals());
		}

	}

}
