package io.apipool.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * What the keys were used for. Reports cover all instances that share a database, and
 * what this one has counted and not written yet; without a database they cover what
 * memory holds. A report counts the minutes that begin in its span, and the present one
 * as far as it has come. While the database is away reports are not complete, and say so.
 */
public final class UsageReports {

	private static final Duration BY_SECOND = Duration.ofMinutes(SecondCounts.MINUTES);

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final Set<ChronoUnit> UNITS = Set.of(ChronoUnit.SECONDS, ChronoUnit.MINUTES, ChronoUnit.HOURS,
			ChronoUnit.DAYS);

	private final RecordedUsage usage;

	private final @Nullable ReportFiles files;

	/**
	 * Creates reports. Internal.
	 * @param recorder what was counted here
	 * @param store what was written, or null
	 * @param timekeeper the only source of time
	 * @param place where daily reports are written, or null
	 */
	public UsageReports(UsageRecorder recorder, @Nullable UsageStore store, Timekeeper timekeeper,
			@Nullable ReportPlace place) {
		this.usage = new RecordedUsage(recorder, store, timekeeper);
		this.files = (place != null) ? new ReportFiles(this.usage, place) : null;
	}

	/**
	 * Adds up.
	 * @param query what
	 * @return the sums
	 */
	public UsageTotals totals(ReportQuery query) {
		RecordedUsage.Read<Sums> read = this.usage.rows(query, Sums::new);
		return read.sums().totals(read.complete());
	}

	/**
	 * Adds up, step by step. Steps in which nothing ended are left out.
	 * @param query what
	 * @param unit how long a step is: {@link ChronoUnit#SECONDS} within the last 15
	 * minutes, of this instance, calls and outcomes alone; {@link ChronoUnit#MINUTES},
	 * {@link ChronoUnit#HOURS} or {@link ChronoUnit#DAYS} of UTC
	 * @return the steps, the earliest first
	 * @throws IllegalArgumentException if there is no such step, or seconds are not kept
	 * for so long
	 */
	public List<UsagePoint> timeline(ReportQuery query, ChronoUnit unit) {
		if (check(unit) == ChronoUnit.SECONDS) {
			return seconds(query);
		}
		RecordedUsage.Read<Steps> read = this.usage.rows(query, () -> new Steps(unit));
		return read.sums().points(read.complete());
	}

	/**
	 * Breaks down.
	 * @param query what
	 * @param by by what
	 * @param interval how long a step of each timeline is, as above but for seconds; null
	 * for no timelines
	 * @return the parts in which anything ended, by name
	 * @throws IllegalArgumentException if there is no such step
	 */
	public List<UsageRow> by(ReportQuery query, UsageGrouping by, @Nullable ChronoUnit interval) {
		if (interval != null && check(interval) == ChronoUnit.SECONDS) {
			throw new IllegalArgumentException("a breakdown has no timeline of seconds: ask for one name's timeline");
		}
		RecordedUsage.Read<Breakdown> read = this.usage.rows(query, () -> new Breakdown(by::nameOf, interval));
		return read.sums().rows(read.complete());
	}

	/**
	 * Counts the attempts that ended a short while ago at this instance.
	 * @param window how short, to the second; at most 15 minutes
	 * @return how many
	 * @throws IllegalArgumentException if it is longer
	 */
	public long countRecent(Duration window) {
		return countRecent(window, null, null);
	}

	/**
	 * Counts the attempts that ended a short while ago at this instance.
	 * @param window how short, to the second; at most 15 minutes
	 * @param key the key's id, or null for all
	 * @param outcome the outcome's word, or null for all
	 * @return how many
	 * @throws IllegalArgumentException if it is longer
	 */
	public long countRecent(Duration window, @Nullable String key, @Nullable String outcome) {
		ReportQuery all = last(window);
		ReportQuery query = new ReportQuery(all.from(), all.to(), null, key, null, null, outcome);
		AtomicLong count = new AtomicLong();
		recent(query, (attempt, second, attempts) -> count.addAndGet(attempts));
		return count.get();
	}

	/**
	 * Counts the attempts that ended a short while ago at this instance, key by key.
	 * @param window how short, to the second; at most 15 minutes
	 * @return how many by key id; keys that were not used are left out
	 * @throws IllegalArgumentException if it is longer
	 */
	public Map<String, Long> countRecentByKey(Duration window) {
		Map<String, Long> counts = new TreeMap<>();
		recent(last(window), (attempt, second, attempts) -> counts.merge(attempt.key(), attempts, Long::sum));
		return counts;
	}

	/**
	 * Returns single attempts, the newest first, as far as events are recorded; without a
	 * database the last 1,000.
	 * @param query which
	 * @param offset how many are skipped
	 * @param limit how many are returned at most
	 * @return the attempts
	 */
	public List<UsageEvent> events(ReportQuery query, long offset, int limit) {
		return this.usage.events(query, offset, limit);
	}

	/**
	 * Writes the report of a day, in the place of one that is there.
	 * @param day the day, in the zone of {@code apipool.usage.report.zone}
	 * @throws IllegalStateException if no directory is configured
	 * @throws UncheckedIOException if it cannot be written
	 */
	public void writeDaily(LocalDate day) {
		if (this.files == null) {
			throw new IllegalStateException(
					"no report is written: set apipool.usage.report.directory to where reports should go");
		}
		try {
			this.files.write(day);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Nullable ReportFiles files() {
		return this.files;
	}

	private List<UsagePoint> seconds(ReportQuery query) {
		Steps steps = new Steps(ChronoUnit.SECONDS);
		recent(query, (attempt, second, attempts) -> steps.at(Instant.ofEpochSecond(second))
			.count(attempt.outcome(), attempts));
		return steps.points(true);
	}

	private ReportQuery last(Duration window) {
		if (window.compareTo(BY_SECOND) > 0) {
			throw new IllegalArgumentException(
					"seconds are kept for 15 minutes, not for " + window + ": ask for the totals of a longer time");
		}
		return ReportQuery.last(this.usage.collect(), window);
	}

	private void recent(ReportQuery query, MinuteLedger.Reader reader) {
		Instant earliest = this.usage.collect().minus(BY_SECOND);
		if (query.from().isBefore(earliest.minus(GRACE))) {
			throw new IllegalArgumentException(
					"seconds are kept since " + earliest + ", not since " + query.from() + ": ask for minutes");
		}
		long from = query.from().plusNanos(999_999_999).getEpochSecond();
		long to = query.to().minusNanos(1).getEpochSecond();
		this.usage.seconds(query, from, Math.max(to, from - 1), reader);
	}

	private static ChronoUnit check(ChronoUnit unit) {
		if (!UNITS.contains(unit)) {
			throw new IllegalArgumentException(
					"there is no timeline by " + unit + ": ask for seconds, minutes, hours or days");
		}
		return unit;
	}

}
