package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

import io.apipool.KeyLease;
import io.apipool.definition.PoolDefinition;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs that end at any moment and are followed by others: over all of them no limit is
 * exceeded, whichever moment between grant and answer the provider counts.
 */
class RestartPropertyTests {

	private final List<Instant> granted = new ArrayList<>();

	private final List<Instant> answered = new ArrayList<>();

	@Property(tries = 60)
	void slidingWindowsAreKept(@ForAll @IntRange(max = 100_000) int seed) {
		runs(seed, "20/10m", "60/h");
		assertAtMost(20, (times) -> mostWithin(times, Duration.ofMinutes(10)));
		assertAtMost(60, (times) -> mostWithin(times, Duration.ofHours(1)));
	}

	@Property(tries = 60)
	void periodsOfTheCalendarAreKept(@ForAll @IntRange(max = 100_000) int seed) {
		runs(seed, "30/hour@UTC", "90/day@America/Los_Angeles");
		assertAtMost(30, (times) -> mostOf(times, ZoneId.of("UTC"), ChronoUnit.HOURS));
		assertAtMost(90, (times) -> mostOf(times, ZoneId.of("America/Los_Angeles"), ChronoUnit.DAYS));
	}

	@Property(tries = 60)
	void tokenBucketsAreKept(@ForAll @IntRange(max = 100_000) int seed) {
		runs(seed, "60/h burst 20");
		assertAtMost(20, (times) -> mostOwed(times, Duration.ofMinutes(1)));
	}

	private void runs(int seed, String... limits) {
		this.granted.clear();
		this.answered.clear();
		Random random = new Random(seed);
		KeptUsage kept = new KeptUsage();
		PoolDefinition pool = PoolFixture.keys(1, limits);
		Instant start = Instant.parse("2026-11-22T06:00:00Z").plusSeconds(random.nextInt(7200));
		for (int i = 0; i < 4; i++) {
			PoolFixture run = kept.run(start).open(pool);
			int steps = random.nextInt(300);
			for (int step = 0; step < steps; step++) {
				call(run, random);
			}
			start = run.time.instant().plusMillis(random.nextInt(300_000));
		}
	}

	private void call(PoolFixture run, Random random) {
		run.pass(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 200 : 60_000)));
		KeyLease lease = run.pool().tryAcquire(PoolFixture.REQUEST).orElse(null);
		if (lease != null) {
			this.granted.add(run.time.instant());
			run.pass(Duration.ofMillis(random.nextInt(1000)));
			this.answered.add(run.time.instant());
			lease.succeeded();
		}
	}

	private void assertAtMost(int limit, ToIntFunction<List<Instant>> count) {
		assertThat(count.applyAsInt(this.granted)).isLessThanOrEqualTo(limit);
		assertThat(count.applyAsInt(this.answered)).isLessThanOrEqualTo(limit);
	}

	private static int mostWithin(List<Instant> times, Duration length) {
		int most = 0;
		for (int first = 0; first < times.size(); first++) {
			Instant end = times.get(first).plus(length);
			int count = 0;
			while (first + count < times.size() && times.get(first + count).isBefore(end)) {
				count++;
			}
			most = Math.max(most, count);
		}
		return most;
	}

	private static int mostOf(List<Instant> times, ZoneId zone, ChronoUnit unit) {
		Map<ZonedDateTime, Integer> periods = new HashMap<>();
		times.forEach((time) -> periods.merge(time.atZone(zone).truncatedTo(unit), 1, Integer::sum));
		return periods.values().stream().mapToInt(Integer::intValue).max().orElse(0);
	}

	/** What a bucket lacks at most that refills one in each interval. */
	private static int mostOwed(List<Instant> times, Duration interval) {
		double owed = 0;
		double most = 0;
		Instant last = Instant.MIN;
		for (Instant time : times) {
			double refilled = (last != Instant.MIN)
					? (double) Duration.between(last, time).toNanos() / interval.toNanos() : owed;
			owed = Math.max(0, owed - refilled) + 1;
			most = Math.max(most, owed);
			last = time;
		}
		return (int) Math.ceil(most - 1e-9);
	}

}
