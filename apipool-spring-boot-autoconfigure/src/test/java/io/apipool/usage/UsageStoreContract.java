package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.apipool.CountedMinute;
import io.apipool.KeptState;
import io.apipool.KeyState;
import io.apipool.LearntLimit;
import io.apipool.LimitHistory;
import io.apipool.RestSnapshot;
import io.apipool.StateHistory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What every place in which usage is kept must do. An inheritor hands out stores over one
 * place that is empty when a test begins.
 */
public abstract class UsageStoreContract {

	protected static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final Attempted ATTEMPT = new Attempted("demo", "project-42", "demo-1", "chat", "large",
			"succeeded");

	/**
	 * Opens a store over the one place, as each instance of the application does.
	 */
	protected abstract UsageStore open();

	/**
	 * Opens what a later start reads of the rows.
	 */
	protected abstract LimitHistory limits();

	/**
	 * Opens what a later start reads of the states.
	 */
	protected abstract StateHistory states();

	@Test
	void whatIsWrittenIsRead() {
		MinuteRow row = new MinuteRow(new MinuteRow.Id("host-1", ATTEMPT, NOON), 3, 1234.5, 1000.25,
				Map.of("tokens", 1500.0, "credits", 0.5, "requests", 2.0), 0.125, 1);
		open().write(List.of(row));
		assertThat(rows(day())).containsExactly(row);
	}

	@Test
	void aRowWrittenAgainStandsInThePlaceOfTheFirst() {
		UsageStore store = open();
		store.write(List.of(row("host-1", ATTEMPT, NOON, 3)));
		store.write(List.of(row("host-1", ATTEMPT, NOON, 5)));
		store.write(List.of(row("host-1", ATTEMPT, NOON, 5)));
		assertThat(rows(day())).containsExactly(row("host-1", ATTEMPT, NOON, 5));
	}

	@Test
	void oldAndNewRowsAreWrittenTogether() {
		UsageStore store = open();
		store.write(List.of(row("host-1", ATTEMPT, NOON, 3)));
		MinuteRow next = row("host-1", ATTEMPT, NOON.plusSeconds(60), 1);
		store.write(List.of(row("host-1", ATTEMPT, NOON, 4), next));
		assertThat(rows(day())).containsExactlyInAnyOrder(row("host-1", ATTEMPT, NOON, 4), next);
	}

	@Test
	void noInstanceTouchesTheRowsOfAnother() {
		open().write(List.of(row("host-1", ATTEMPT, NOON, 3)));
		open().write(List.of(row("host-2", ATTEMPT, NOON, 4)));
		open().write(List.of(row("host-1", ATTEMPT, NOON, 5)));
		assertThat(rows(day())).containsExactlyInAnyOrder(row("host-1", ATTEMPT, NOON, 5),
				row("host-2", ATTEMPT, NOON, 4));
	}

	@Test
	void everyPartOfAnAttemptTellsItFromOthers() {
		List<Attempted> attempts = List.of(ATTEMPT,
				new Attempted("other", "project-42", "demo-1", "chat", "large", "succeeded"),
				new Attempted("demo", "project-43", "demo-1", "chat", "large", "succeeded"),
				new Attempted("demo", "project-42", "demo-2", "chat", "large", "succeeded"),
				new Attempted("demo", "project-42", "demo-1", "Chat", "large", "succeeded"),
				new Attempted("demo", "project-42", "demo-1", "", "large", "succeeded"),
				new Attempted("demo", "project-42", "demo-1", "chat", "", "succeeded"),
				new Attempted("demo", "project-42", "demo-1", "chat", "large", "failed"));
		List<MinuteRow> rows = attempts.stream().map((attempt) -> row("host-1", attempt, NOON, 1)).toList();
		open().write(rows);
		assertThat(rows(day())).containsExactlyInAnyOrderElementsOf(rows);
	}

	@Test
	void namesAreTakenAsTheyAre() {
		List<MinuteRow> rows = List
			.of("it's \"quoted\"", "100% of_it", "a\\b", "\u0440\u0443\u0441\u0441\u043a\u0438\u0439",
					"\ud83d\ude80 launch", "'; DROP TABLE apipool_usage; --", "{json}: [1]", "?", ":name")
			.stream()
			.map((name) -> row("host-1", new Attempted("demo", "demo-1", "demo-1", name, name, "succeeded"), NOON, 1))
			.toList();
		open().write(rows);
		assertThat(rows(day())).containsExactlyInAnyOrderElementsOf(rows);
		assertThat(rows(day().operation("a\\b"))).hasSize(1);
	}

	@Test
	void dimensionsAreTakenAsTheyAre() {
		Map<String, Double> units = Map.of("input-tokens", 1e12, "a\"b\\c", 0.001, "tokens", 0.0);
		MinuteRow row = new MinuteRow(new MinuteRow.Id("host-1", ATTEMPT, NOON), 1, 0, 0, units, 0, 0);
		open().write(List.of(row));
		assertThat(rows(day())).containsExactly(row);
	}

	@Test
	void theLongestNamesHaveRoom() {
		String longest = "o".repeat(Attempted.MAX_NAME);
		MinuteRow row = row("h".repeat(Incarnation.MAX_NAME),
				new Attempted("demo", "demo-1", "demo-1", longest, longest, "quota-exhausted"), NOON, 1);
		open().write(List.of(row));
		assertThat(rows(day())).containsExactly(row);
	}

	@Test
	void rowsAreReadByWhenTheirMinuteBegins() {
		UsageStore store = open();
		store.write(IntStream.range(0, 5)
			.mapToObj((i) -> row("host-1", ATTEMPT, NOON.plusSeconds(60L * i), i + 1L))
			.toList());
		assertThat(rows(ReportQuery.between(NOON.plusSeconds(60), NOON.plusSeconds(180))))
			.extracting(MinuteRow::attempts)
			.containsExactlyInAnyOrder(2L, 3L);
		assertThat(rows(ReportQuery.between(NOON.plusSeconds(61), NOON.plusSeconds(181))))
			.extracting(MinuteRow::attempts)
			.containsExactlyInAnyOrder(3L, 4L);
	}

	@Test
	void rowsAreReadByEveryPartOfAQuery() {
		List<Attempted> attempts = List.of(ATTEMPT, new Attempted("other", "g", "k", "op", "m", "failed"));
		open().write(attempts.stream().map((attempt) -> row("host-1", attempt, NOON, 1)).toList());
		List<UnaryOperator<ReportQuery>> parts = List.of((query) -> query.pool("other"), (query) -> query.key("k"),
				(query) -> query.operation("op"), (query) -> query.model("m"), (query) -> query.outcome("failed"),
				(query) -> query.pool("other").key("k").operation("op").model("m").outcome("failed"));
		for (UnaryOperator<ReportQuery> part : parts) {
			assertThat(rows(part.apply(day()))).extracting((row) -> row.id().attempt())
				.containsExactly(attempts.get(1));
		}
		assertThat(rows(day().pool("other").key("demo-1"))).isEmpty();
	}

	@Test
	void theHoursOfADaylightSavingChangeAreKeptApart() {
		List<MinuteRow> rows = new ArrayList<>();
		Instant night = Instant.parse("2026-10-25T00:00:00Z");
		for (int i = 0; i < 300; i += 10) {
			rows.add(row("host-1", ATTEMPT, night.plus(Duration.ofMinutes(i)), i + 1L));
			rows.add(row("host-1", ATTEMPT, Instant.parse("2026-03-29T00:00:00Z").plus(Duration.ofMinutes(i)), i + 1L));
		}
		open().write(rows);
		ReportQuery year = ReportQuery.between(Instant.parse("2026-01-01T00:00:00Z"), NOON);
		assertThat(rows(year)).containsExactlyInAnyOrderElementsOf(rows);
	}

	@Test
	void manyRowsAreWrittenAtOnce() {
		UsageStore store = open();
		List<MinuteRow> rows = IntStream.range(0, 2500)
			.mapToObj((i) -> row("host-1", new Attempted("demo", "g", "key-" + i, "op", "", "succeeded"), NOON, 1))
			.toList();
		store.write(rows);
		store.write(rows);
		store.write(List.of());
		assertThat(rows(day())).hasSize(2500);
	}

	@Test
	void eventsAreReadTheNewestFirst() {
		open().append(IntStream.range(0, 10).mapToObj((i) -> event("event-" + i, ATTEMPT, i)).toList());
		assertThat(open().events(day(), 0, 3)).containsExactly(event("event-9", ATTEMPT, 9),
				event("event-8", ATTEMPT, 8), event("event-7", ATTEMPT, 7));
		assertThat(open().events(day(), 8, 3)).containsExactly(event("event-1", ATTEMPT, 1),
				event("event-0", ATTEMPT, 0));
		assertThat(open().events(day(), 10, 3)).isEmpty();
	}

	@Test
	void anEventIsAddedOnce() {
		UsageStore store = open();
		store.append(List.of(event("event-1", ATTEMPT, 1)));
		store.append(List.of(event("event-1", ATTEMPT, 1), event("event-2", ATTEMPT, 2)));
		store.append(List.of());
		assertThat(store.events(day(), 0, 10)).extracting(UsageEvent::id).containsExactly("event-2", "event-1");
	}

	@Test
	void eventsAreReadByEveryPartOfAQuery() {
		Attempted other = new Attempted("other", "g", "k", "op", "m", "failed");
		open().append(List.of(event("event-1", ATTEMPT, 1), event("event-2", other, 2)));
		List<UnaryOperator<ReportQuery>> parts = List.of((query) -> query.pool("other"), (query) -> query.key("k"),
				(query) -> query.operation("op"), (query) -> query.model("m"), (query) -> query.outcome("failed"));
		for (UnaryOperator<ReportQuery> part : parts) {
			assertThat(open().events(part.apply(day()), 0, 10)).extracting(UsageEvent::id).containsExactly("event-2");
		}
		assertThat(open().events(ReportQuery.between(NOON.plusSeconds(1), NOON.plusSeconds(2)), 0, 10))
			.extracting(UsageEvent::id)
			.containsExactly("event-1");
	}

	@Test
	void aLongErrorIsCut() {
		UsageEvent event = new UsageEvent("event-1", "host-1", NOON, ATTEMPT, null, Duration.ZERO, Map.of(),
				"e".repeat(100_000));
		open().append(List.of(event));
		assertThat(open().events(day(), 0, 1)).singleElement()
			.satisfies((read) -> assertThat(read.error()).startsWith("eeee"));
	}

	@Test
	void oldRowsGoFewAtATime() {
		UsageStore store = open();
		store.write(IntStream.range(0, 10)
			.mapToObj((i) -> row("host-1", ATTEMPT, NOON.plusSeconds(60L * i), i + 1L))
			.toList());
		Instant before = NOON.plusSeconds(300);
		assertThat(store.removeRows(before, 3)).isEqualTo(3);
		assertThat(store.removeRows(before, 3)).isEqualTo(2);
		assertThat(store.removeRows(before, 3)).isZero();
		assertThat(rows(day())).extracting(MinuteRow::attempts).containsExactlyInAnyOrder(6L, 7L, 8L, 9L, 10L);
	}

	@Test
	void oldEventsGoFewAtATime() {
		UsageStore store = open();
		store.append(IntStream.range(0, 10).mapToObj((i) -> event("event-" + i, ATTEMPT, i)).toList());
		assertThat(store.removeEvents(NOON.plusSeconds(5), 3)).isEqualTo(3);
		assertThat(store.removeEvents(NOON.plusSeconds(5), 3)).isEqualTo(2);
		assertThat(store.removeEvents(NOON.plusSeconds(5), 3)).isZero();
		assertThat(store.events(day(), 0, 10)).hasSize(5);
	}

	@Test
	void theLimitsOfAGroupAreCountedOverAllInstances() {
		Attempted failed = new Attempted("demo", "project-42", "demo-2", "other", "large", "failed");
		Attempted small = new Attempted("demo", "project-42", "demo-1", "chat", "small", "succeeded");
		open().write(List.of(row("host-1", ATTEMPT, NOON, 3), row("host-2", failed, NOON, 4),
				row("host-1", small, NOON, 5), row("host-1", ATTEMPT, NOON.minusSeconds(60), 7)));
		open().write(List.of(new MinuteRow(new MinuteRow.Id("host-3", ATTEMPT, NOON), 10, 1, 1,
				Map.of("requests", 2.0, "tokens", 5.0), 0.5, 0)));
		List<CountedMinute> minutes = answer(limits().since(NOON));
		assertThat(minutes).extracting(CountedMinute::model, CountedMinute::minute, CountedMinute::requests)
			.containsExactlyInAnyOrder(tuple("large", NOON, 9L), tuple("small", NOON, 5L));
		assertThat(minutes).filteredOn((minute) -> minute.model().equals("large"))
			.singleElement()
			.satisfies((minute) -> {
				assertThat(minute.pool()).isEqualTo("demo");
				assertThat(minute.quotaGroup()).isEqualTo("project-42");
				assertThat(minute.units()).containsEntry("tokens", 75.0)
					.containsEntry("cost", 0.5 + 0.25 * 7)
					.doesNotContainKey("requests");
			});
	}

	@Test
	void theLastStateOfAPlaceIsKept() {
		KeptState.Place key = new KeptState.Place("demo", "project-42", "demo-1", "");
		KeptState.Place group = new KeptState.Place("", "project-42", "", "large");
		KeptState cooling = new KeptState(key, KeyState.COOLING, rest(), "0123abcd", List.of(), null, NOON);
		LearntLimit learnt = new LearntLimit("requests", 10.0, null, NOON.plusSeconds(30), "headers", NOON);
		KeptState told = new KeptState(group, KeyState.USABLE, null, "", List.of(learnt), 2.5, NOON);
		open().keep(List.of(cooling, told));
		KeptState off = new KeptState(key, KeyState.DISABLED, rest(), "0123abcd", List.of(), null, NOON.plusSeconds(1));
		open().keep(List.of(off));
		open().keep(List.of());
		List<KeptState> kept = answer(states().load());
		assertThat(kept).containsExactlyInAnyOrder(off, told);
	}

	private static RestSnapshot rest() {
		return new RestSnapshot("throttled", NOON.plusSeconds(60), true);
	}

	private List<MinuteRow> rows(ReportQuery query) {
		List<MinuteRow> rows = new ArrayList<>();
		open().read(query, rows::add);
		rows.sort(Comparator.comparing((row) -> row.id().minute()));
		return rows;
	}

	private static ReportQuery day() {
		return ReportQuery.between(NOON.minus(Duration.ofHours(12)), NOON.plus(Duration.ofHours(12)));
	}

	private static MinuteRow row(String instance, Attempted attempt, Instant minute, long attempts) {
		return new MinuteRow(new MinuteRow.Id(instance, attempt, minute), attempts, attempts * 100.5, 120.25,
				Map.of("tokens", attempts * 10.0), attempts * 0.25, attempts / 2);
	}

	private static UsageEvent event(String id, Attempted attempt, int second) {
		return new UsageEvent(id, "host-1", NOON.plusSeconds(second).plusNanos(123_456_000), attempt,
				(second % 2 == 0) ? 503 : null, Duration.ofMillis(second * 10L), Map.of("tokens", 5.0, "cost", 0.5),
				(second % 2 == 0) ? "java.io.IOException: broken pipe" : null);
	}

	private static <T> T answer(CompletionStage<T> question) {
		return question.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
	}

}
