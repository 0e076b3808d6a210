package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import io.apipool.KeyLease;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Years of the calendar in seconds, with every change of the clocks in them and the 29th
 * of February 2028: each period gives what it has, never more, whatever happens at its
 * boundaries, and whenever the application is started again.
 */
@Tag("any-jdk")
class CalendarYearTests {

	private static final String MINUTES = """
			MINUTES, 4/minute@Asia/Kathmandu,     2028-02-28T16:00:00Z,    2, PT3S
			""";

	/** What is kept over a restart. */
	private static final String LONGER = """
			HOURS,   12/hour@America/St_Johns,    2027-12-30T12:00:00Z,  380, PT13M
			HOURS,   20/hour@Asia/Kolkata,        2028-02-20T12:00:00Z,   20, PT7M
			DAYS,    250/day@America/Los_Angeles, 2027-12-30T12:00:00Z,  380, PT37M
			DAYS,    20/day@Australia/Lord_Howe,  2027-12-30T12:00:00Z,  380, PT73M
			DAYS,    20/day@Africa/Cairo,         2028-01-30T12:00:00Z,  380, PT73M
			WEEKS,   50/week@Asia/Tokyo,          2027-12-20T12:00:00Z,  400, PT7H
			MONTHS,  200/month@Europe/Berlin,     2027-12-20T12:00:00Z,  420, PT9H
			MONTHS,  200/month@America/Toronto,   2027-12-20T12:00:00Z,  420, PT9H
			YEARS,   900/year@Pacific/Auckland,   2026-12-20T12:00:00Z, 1500, PT17H""";

	private final Random random = new Random(28);

	private final Map<String, Integer> granted = new TreeMap<>();

	private final Map<String, Integer> answered = new TreeMap<>();

	private final Map<String, Integer> met = new TreeMap<>();

	@ParameterizedTest
	@CsvSource(textBlock = MINUTES + LONGER)
	void eachPeriodGivesExactlyItsAmount(ChronoUnit unit, String limit, Instant start, int days, Duration step) {
		Calendar calendar = new Calendar(unit, limit);
		PoolFixture run = new PoolFixture(start).open(PoolFixture.keys(1, limit));
		Instant end = start.plus(days, ChronoUnit.DAYS);
		while (run.time.instant().isBefore(end)) {
			pass(run, step);
			while (take(run, calendar)) {
				Thread.onSpinWait();
			}
		}
		assertThat(whole(this.granted).values()).hasSizeGreaterThan(2).containsOnly(calendar.amount());
	}

	@ParameterizedTest
	@CsvSource(textBlock = MINUTES + LONGER)
	void callsThatAreOpenAtABoundaryAreBeyondOnNeitherSideOfIt(ChronoUnit unit, String limit, Instant start, int days,
			Duration step) {
		Calendar calendar = new Calendar(unit, limit);
		PoolFixture run = new PoolFixture(start).open(PoolFixture.keys(1, limit));
		Instant end = start.plus(days, ChronoUnit.DAYS);
		List<Open> open = new ArrayList<>();
		while (run.time.instant().isBefore(end)) {
			pass(run, step);
			open.removeIf((call) -> this.random.nextBoolean() && end(run, calendar, call));
			Optional<KeyLease> lease = run.pool().tryAcquire(PoolFixture.REQUEST);
			while (lease.isPresent()) {
				this.granted.merge(calendar.period(run.time.instant()), 1, Integer::sum);
				open.add(new Open(lease.get(), run.time.instant()));
				run.pass(Duration.ofMillis(this.random.nextInt(2000)));
				lease = run.pool().tryAcquire(PoolFixture.REQUEST);
			}
		}
		assertThat(this.granted.values()).allMatch((count) -> count <= calendar.amount());
		assertThat(this.answered.values()).allMatch((count) -> count <= calendar.amount());
		assertThat(whole(this.met).values()).hasSizeGreaterThan(2).allMatch((count) -> count >= calendar.amount());
	}

	private boolean end(PoolFixture run, Calendar calendar, Open call) {
		call.lease().succeeded();
		Instant now = run.time.instant();
		this.answered.merge(calendar.period(now), 1, Integer::sum);
		Set<String> periods = new HashSet<>(Set.of(calendar.period(now)));
		for (Instant at = call.since(); at.isBefore(now); at = at.plus(calendar.unit().getDuration().dividedBy(3))) {
			periods.add(calendar.period(at));
		}
		periods.forEach((period) -> this.met.merge(period, 1, Integer::sum));
		return true;
	}

	@ParameterizedTest
	@CsvSource(textBlock = LONGER)
	void whatIsLeftOfAPeriodIsGivenAfterARestart(ChronoUnit unit, String limit, Instant start, int days,
			Duration step) {
		Calendar calendar = new Calendar(unit, limit);
		KeptUsage kept = new KeptUsage();
		Instant end = start.plus(days, ChronoUnit.DAYS);
		Instant now = start;
		while (now.isBefore(end)) {
			PoolFixture run = kept.run(now).open(PoolFixture.keys(1, limit));
			Instant stop = now.plus(Duration.ofDays(days).dividedBy(25 + this.random.nextInt(50)));
			while (run.time.instant().isBefore(stop)) {
				pass(run, step);
				while (take(run, calendar)) {
					Thread.onSpinWait();
				}
			}
			now = run.time.instant().plusMillis(this.random.nextInt(60_000));
		}
		assertThat(whole(this.granted).values()).hasSizeGreaterThan(2).containsOnly(calendar.amount());
	}

	/** Passes up to twice the step, and now and then no more than a moment. */
	private void pass(PoolFixture run, Duration step) {
		run.pass(Duration.ofMillis(1 + (long) (2 * step.toMillis() * this.random.nextDouble())));
	}

	private boolean take(PoolFixture run, Calendar calendar) {
		KeyLease lease = run.pool().tryAcquire(PoolFixture.REQUEST).orElse(null);
		if (lease == null) {
			return false;
		}
		this.granted.merge(calendar.period(run.time.instant()), 1, Integer::sum);
		lease.succeeded();
		return true;
	}

	/** Leaves the first and the last period out. */
	private static Map<String, Integer> whole(Map<String, Integer> periods) {
		List<String> names = new ArrayList<>(periods.keySet());
		Map<String, Integer> whole = new TreeMap<>(periods);
		whole.remove(names.get(0));
		whole.remove(names.get(names.size() - 1));
		return whole;
	}

	/**
	 * A call that is under way.
	 *
	 * @param lease its key
	 * @param since when it was granted
	 */
	private record Open(KeyLease lease, Instant since) {
	}

	/** Tells periods apart, and shares nothing with ours. */
	private record Calendar(ChronoUnit unit, String limit) {

		int amount() {
			return Integer.parseInt(this.limit.substring(0, this.limit.indexOf('/')));
		}

		String period(Instant at) {
			ZonedDateTime time = at.atZone(ZoneId.of(this.limit.substring(this.limit.indexOf('@') + 1)));
			LocalDate date = time.toLocalDate();
			return switch (this.unit) {
				case MINUTES -> at.truncatedTo(ChronoUnit.MINUTES).toString();
				case HOURS -> at.minusSeconds(60L * time.getMinute() + time.getSecond())
					.truncatedTo(ChronoUnit.MINUTES)
					.toString();
				case DAYS -> date.toString();
				case WEEKS -> "%d-%02d".formatted(date.get(IsoFields.WEEK_BASED_YEAR),
						date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
				case MONTHS -> date.toString().substring(0, 7);
				default -> Integer.toString(date.getYear());
			};
		}

	}

}
