package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.apipool.CallRequest;
import io.apipool.KeptState;
import io.apipool.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Reports count every attempt once, written or not, of all instances.
 */
@ExtendWith(OutputCaptureExtension.class)
class UsageReportsTests {

	private final MemoryUsageStore store = new MemoryUsageStore();

	private final UsageFixture usage = UsageFixture.of(this.store);

	@Test
	void totalsAreTheSameBeforeAndAfterAFlush() {
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.attempt("a", UsageFixture.THROTTLED);
		this.usage.attempt(new TestLease(this.usage.key("b"), "demo", CallRequest.of("chat"), Duration.ofMillis(1)),
				UsageFixture.SUCCEEDED, Usage.tokens(100, 20).cost(0.5).units("requests", 2));
		UsageTotals before = totals();
		assertThat(before).isEqualTo(new UsageTotals(3, Map.of("succeeded", 2L, "throttled", 1L), 250, 250,
				Map.of("input-tokens", 100.0, "output-tokens", 20.0, "tokens", 120.0), 0.5, 1, true));
		this.usage.flusher.flush();
		assertThat(totals()).isEqualTo(before);
		this.usage.pass(Duration.ofHours(1));
		this.usage.flusher.flush();
		assertThat(this.usage.held()).isEmpty();
		assertThat(totals()).isEqualTo(before);
	}

	@Test
	void attemptsSinceTheLastFlushAreCountedOnce() {
		for (int i = 1; i <= 20; i++) {
			this.usage.attempt("a", UsageFixture.SUCCEEDED);
			if (i % 3 == 0) {
				this.usage.flusher.flush();
			}
			assertThat(totals().calls()).isEqualTo(i);
			this.usage.pass(Duration.ofSeconds(17));
		}
	}

	@Test
	void instancesThatShareADatabaseAddUp() {
		UsageFixture.Setup setup = new UsageFixture.Setup(this.store);
		setup.time = this.usage.time;
		UsageFixture other = setup.open();
		for (int i = 0; i < 10; i++) {
			this.usage.attempt("a", UsageFixture.SUCCEEDED);
			other.attempt("a", UsageFixture.SUCCEEDED);
			other.attempt("b", UsageFixture.SUCCEEDED);
			this.usage.pass(Duration.ofSeconds(25));
			this.usage.flusher.flush();
			other.flusher.flush();
		}
		assertThat(totals().calls()).isEqualTo(30);
		assertThat(other.reports.totals(UsageFixture.always()).calls()).isEqualTo(30);
		assertThat(this.usage.reports.totals(UsageFixture.always().key("a")).calls()).isEqualTo(20);
	}

	@Test
	void aRowThatIsWrittenAndForgottenWhileItIsReportedIsCountedOnce() {
		AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {
		});
		UsageFixture racing = UsageFixture.of(new Hooked(this.store, () -> meanwhile.getAndSet(() -> {
		}).run()));
		racing.attempt("a", UsageFixture.SUCCEEDED);
		racing.pass(Duration.ofMinutes(3));
		meanwhile.set(racing.flusher::flush);
		assertThat(racing.reports.totals(UsageFixture.always()).calls()).isEqualTo(1);
		assertThat(racing.held()).isEmpty();
		assertThat(racing.reports.totals(UsageFixture.always()).calls()).isEqualTo(1);
	}

	@Test
	void whileTheDatabaseIsAwayReportsShowWhatMemoryHolds(CapturedOutput output) {
		UsageFixture cut = UsageFixture.of(new Hooked(this.store, () -> {
			throw new IllegalStateException("connection refused");
		}));
		cut.attempt("a", UsageFixture.SUCCEEDED);
		assertThat(cut.reports.totals(UsageFixture.always()).calls()).isEqualTo(1);
		assertThat(cut.reports.totals(UsageFixture.always()).complete()).isFalse();
		assertThat(cut.reports.timeline(UsageFixture.always(), ChronoUnit.MINUTES)).hasSize(1);
		assertThat(output.getAll()).containsOnlyOnce("Usage cannot be read");
	}

	@Test
	void whatWasReadBeforeTheDatabaseWentAwayIsNotTakenForAll() {
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.flusher.flush();
		UsageFixture other = UsageFixture.of(new Hooked(this.store, () -> {
		}, () -> {
			throw new IllegalStateException("connection lost");
		}));
		other.attempt("a", UsageFixture.SUCCEEDED);
		UsageTotals totals = other.reports.totals(UsageFixture.always());
		assertThat(totals.complete()).isFalse();
		assertThat(totals.calls()).isEqualTo(1);
	}

	@Test
	void usageIsBrokenDown() {
		this.usage.attempt("a", CallRequest.of("chat").model("large"), UsageFixture.SUCCEEDED);
		this.usage.attempt("a", CallRequest.of("embed"), UsageFixture.THROTTLED);
		this.usage.flusher.flush();
		this.usage.pass(Duration.ofMinutes(1));
		this.usage.attempt("b", CallRequest.of("chat"), UsageFixture.SUCCEEDED);
		assertThat(names(UsageGrouping.KEY)).containsExactly(tuple("a", 2L), tuple("b", 1L));
		assertThat(names(UsageGrouping.OPERATION)).containsExactly(tuple("chat", 2L), tuple("embed", 1L));
		assertThat(names(UsageGrouping.MODEL)).containsExactly(tuple("", 2L), tuple("large", 1L));
		assertThat(names(UsageGrouping.OUTCOME)).containsExactly(tuple("succeeded", 2L), tuple("throttled", 1L));
		assertThat(names(UsageGrouping.POOL)).containsExactly(tuple("demo", 3L));
		assertThat(names(UsageGrouping.QUOTA_GROUP)).containsExactly(tuple("group-a", 2L), tuple("group-b", 1L));
		assertThat(this.usage.reports.by(UsageFixture.always(), UsageGrouping.OPERATION, ChronoUnit.MINUTES)).first()
			.satisfies((row) -> assertThat(row.timeline()).extracting(UsagePoint::at, (point) -> point.totals().calls())
				.containsExactly(tuple(UsageFixture.NOON, 1L), tuple(UsageFixture.NOON.plusSeconds(60), 1L)));
	}

	private List<org.assertj.core.groups.Tuple> names(UsageGrouping by) {
		return this.usage.reports.by(UsageFixture.always(), by, null)
			.stream()
			.map((row) -> tuple(row.name(), row.totals().calls()))
			.toList();
	}

	@Test
	void aTimelineHasTheStepsThatWereAskedFor() {
		for (int i = 0; i < 50; i++) {
			this.usage.attempt("a", UsageFixture.SUCCEEDED);
			this.usage.pass(Duration.ofMinutes(30));
			this.usage.flusher.flush();
		}
		assertThat(points(ChronoUnit.MINUTES)).hasSize(50);
		assertThat(points(ChronoUnit.HOURS)).hasSize(25);
		assertThat(points(ChronoUnit.DAYS)).extracting(UsagePoint::at, (point) -> point.totals().calls())
			.containsExactly(tuple(Instant.parse("2026-11-22T00:00:00Z"), 24L),
					tuple(Instant.parse("2026-11-23T00:00:00Z"), 26L));
		assertThatIllegalArgumentException().isThrownBy(() -> points(ChronoUnit.WEEKS))
			.withMessage("there is no timeline by Weeks: ask for seconds, minutes, hours or days");
	}

	private List<UsagePoint> points(ChronoUnit unit) {
		return this.usage.reports.timeline(UsageFixture.always(), unit);
	}

	@Test
	void theLastMinutesAreKnownBySecond() {
		for (int i = 0; i < 1200; i++) {
			this.usage.pass(Duration.ofSeconds(1));
			this.usage.attempt("a", UsageFixture.SUCCEEDED);
			this.usage.attempt("b", UsageFixture.THROTTLED);
			if (i % 10 == 0) {
				this.usage.flusher.flush();
			}
		}
		Instant now = this.usage.time.instant();
		ReportQuery last = ReportQuery.last(now, Duration.ofMinutes(15)).key("a");
		List<UsagePoint> seconds = this.usage.reports.timeline(last, ChronoUnit.SECONDS);
		assertThat(seconds).hasSize(901).allSatisfy((point) -> assertThat(point.totals().calls()).isEqualTo(1));
		assertThat(seconds.get(900).at()).isEqualTo(now);
		assertThat(this.usage.reports.countRecent(Duration.ofSeconds(9))).isEqualTo(20);
		assertThat(this.usage.reports.countRecent(Duration.ofSeconds(9), "a", null)).isEqualTo(10);
		assertThat(this.usage.reports.countRecent(Duration.ofSeconds(9), "a", "throttled")).isZero();
		assertThat(this.usage.reports.countRecent(Duration.ofSeconds(9), null, "throttled")).isEqualTo(10);
		assertThat(this.usage.reports.countRecentByKey(Duration.ofSeconds(59))).containsExactly(entry("a", 60L),
				entry("b", 60L));
	}

	@Test
	void aBusySecondIsCountedInFull() {
		for (int i = 0; i < 1000; i++) {
			this.usage.attempt("a", UsageFixture.SUCCEEDED);
			if (i % 100 == 0) {
				this.usage.held();
			}
		}
		assertThat(this.usage.reports.countRecent(Duration.ofSeconds(1))).isEqualTo(1000);
	}

	@Test
	void secondsThatAreNotKeptAreNotTakenForIdleOnes() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.usage.reports.countRecent(Duration.ofMinutes(16)))
			.withMessageContaining("seconds are kept for 15 minutes, not for PT16M");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.usage.reports.timeline(UsageFixture.always(), ChronoUnit.SECONDS))
			.withMessageContaining("seconds are kept since 2026-11-22T11:45:00Z");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.usage.reports.by(UsageFixture.always(), UsageGrouping.KEY, ChronoUnit.SECONDS));
	}

	@Test
	void eventsAreFoundWrittenOrNot() {
		for (int i = 0; i < 6; i++) {
			this.usage.attempt("a", CallRequest.of("operation-" + i), UsageFixture.THROTTLED);
			this.usage.pass(Duration.ofSeconds(1));
			if (i == 2) {
				this.usage.flusher.flush();
			}
		}
		assertThat(this.usage.reports.events(UsageFixture.always(), 1, 4))
			.extracting((event) -> event.attempt().operation())
			.containsExactly("operation-4", "operation-3", "operation-2", "operation-1");
		assertThat(this.usage.reports.events(UsageFixture.always().operation("operation-5"), 0, 9)).hasSize(1);
	}

	@Test
	void withoutADatabaseReportsCoverWhatMemoryHolds() {
		UsageFixture alone = UsageFixture.of(null);
		alone.flusher.start(true);
		for (int i = 0; i < 10; i++) {
			alone.attempt("a", UsageFixture.THROTTLED);
			alone.pass(Duration.ofHours(1));
		}
		assertThat(alone.reports.totals(UsageFixture.always()).calls()).isEqualTo(10);
		assertThat(alone.reports.totals(UsageFixture.always()).complete()).isTrue();
		assertThat(alone.reports.events(UsageFixture.always(), 0, 100)).hasSize(10);
	}

	private UsageTotals totals() {
		return this.usage.reports.totals(UsageFixture.always());
	}

	/**
	 * Does something before and after it reads.
	 */
	private record Hooked(UsageStore store, Runnable beforeReading, Runnable afterReading) implements UsageStore {

		Hooked(UsageStore store, Runnable beforeReading) {
			this(store, beforeReading, () -> {
			});
		}

		@Override
		public void write(List<MinuteRow> rows) {
			this.store.write(rows);
		}

		@Override
		public void append(List<UsageEvent> events) {
			this.store.append(events);
		}

		@Override
		public void keep(List<KeptState> states) {
			this.store.keep(states);
		}

		@Override
		public void read(ReportQuery query, Consumer<MinuteRow> reader) {
			this.beforeReading.run();
			this.store.read(query, reader);
			this.afterReading.run();
		}

		@Override
		public List<UsageEvent> events(ReportQuery query, long offset, int limit) {
			return this.store.events(query, offset, limit);
		}

		@Override
		public int removeRows(Instant before, int atMost) {
			return 0;
		}

		@Override
		public int removeEvents(Instant before, int atMost) {
			return 0;
		}

	}

}
