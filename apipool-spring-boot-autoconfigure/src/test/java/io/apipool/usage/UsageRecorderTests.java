package io.apipool.usage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.Usage;
import io.apipool.definition.UsageDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every attempt is counted once, where it belongs.
 */
class UsageRecorderTests {

	private static final List<CallOutcome> OUTCOMES = List.of(UsageFixture.SUCCEEDED, UsageFixture.THROTTLED,
			new CallOutcome.KeyRejected(null), new CallOutcome.Cancelled());

	private final UsageFixture usage = UsageFixture.of(null);

	@Test
	void attemptsAreCountedByKeyOperationModelAndOutcome() {
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.attempt("a", UsageFixture.THROTTLED);
		this.usage.attempt("b", UsageFixture.SUCCEEDED);
		this.usage.attempt("a", CallRequest.of("embed"), UsageFixture.SUCCEEDED);
		this.usage.attempt("a", CallRequest.of("chat").model("large"), UsageFixture.SUCCEEDED);
		assertThat(this.usage.held()).extracting((row) -> row.id().attempt(), MinuteRow::attempts)
			.containsExactlyInAnyOrder(tuple("a", "chat", "", "succeeded", 2), tuple("a", "chat", "", "throttled", 1),
					tuple("b", "chat", "", "succeeded", 1), tuple("a", "embed", "", "succeeded", 1),
					tuple("a", "chat", "large", "succeeded", 1));
	}

	private static org.assertj.core.groups.Tuple tuple(String key, String operation, String model, String outcome,
			long attempts) {
		return org.assertj.core.api.Assertions
			.tuple(new Attempted("demo", "group-" + key, key, operation, model, outcome), attempts);
	}

	@Test
	void namesThatAreEqualAreOneThoughTheyAreOtherObjects() {
		for (int i = 0; i < 3; i++) {
			this.usage.attempt("a", CallRequest.of(new String("chat")).model(new String("large ")),
					UsageFixture.SUCCEEDED);
			this.usage.recorder.forgetKeys();
		}
		this.usage.attempt(new TestLease(TestKey.of("a"), "demo", CallRequest.of("chat").model("large"), Duration.ZERO),
				UsageFixture.SUCCEEDED, Usage.none());
		assertThat(this.usage.held()).singleElement().extracting(MinuteRow::attempts).isEqualTo(4L);
	}

	@Test
	void anAttemptBelongsToTheMinuteOfItsEnd() {
		this.usage.pass(Duration.ofSeconds(59).plusMillis(999));
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.pass(Duration.ofMillis(1));
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		assertThat(this.usage.held()).extracting((row) -> row.id().minute(), MinuteRow::attempts)
			.containsExactly(org.assertj.core.api.Assertions.tuple(UsageFixture.NOON, 1L),
					org.assertj.core.api.Assertions.tuple(UsageFixture.NOON.plusSeconds(60), 2L));
	}

	@Test
	void whatAnAttemptUsedIsAddedUp() {
		TestLease lease = new TestLease(this.usage.key("a"), "demo", CallRequest.of("chat"), Duration.ofMillis(3));
		this.usage.attempt(lease, UsageFixture.SUCCEEDED, Usage.tokens(100, 20).cost(0.5));
		this.usage.attempt(lease, UsageFixture.SUCCEEDED, Usage.tokens(1, 2).cost(0.25));
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		assertThat(this.usage.held()).singleElement().satisfies((row) -> {
			assertThat(row.attempts()).isEqualTo(3);
			assertThat(row.waits()).isEqualTo(2);
			assertThat(row.latencySum()).isEqualTo(750);
			assertThat(row.latencyMax()).isEqualTo(250);
			assertThat(row.cost()).isEqualTo(0.75);
			assertThat(row.units()).isEqualTo(Map.of("input-tokens", 101.0, "output-tokens", 22.0, "tokens", 123.0));
		});
	}

	@Test
	void requestsAreNamedWhereTheyAreNotTheAttempts() {
		TestLease lease = new TestLease(this.usage.key("a"), "demo", CallRequest.of("chat"), Duration.ZERO);
		this.usage.attempt(lease, UsageFixture.THROTTLED, Usage.none());
		this.usage.attempt(lease, UsageFixture.THROTTLED, Usage.none().units("requests", 1));
		assertThat(this.usage.held()).singleElement().satisfies((row) -> assertThat(row.units()).isEmpty());
		this.usage.attempt(lease, UsageFixture.THROTTLED, Usage.none().units("requests", 0));
		assertThat(this.usage.held()).singleElement()
			.satisfies((row) -> assertThat(row.units()).isEqualTo(Map.of("requests", 2.0)));
	}

	@Test
	void operationsWithoutEndAreCountedTogether() {
		UsageFixture.Setup setup = new UsageFixture.Setup(null);
		setup.kinds = 100;
		setup.events = UsageDefinition.Events.NONE;
		UsageFixture small = setup.open();
		for (int i = 0; i < 1000; i++) {
			small.attempt("a", CallRequest.of("chat-" + i), UsageFixture.SUCCEEDED);
		}
		assertThat(small.held()).hasSize(101)
			.filteredOn((row) -> row.id().attempt().operation().equals("other"))
			.singleElement()
			.extracting(MinuteRow::attempts)
			.isEqualTo(900L);
	}

	@Test
	void longNamesAreCutAndStayApart() {
		String begin = "o".repeat(500);
		this.usage.attempt("a", CallRequest.of(begin + 1).model("\ud83d\ude80".repeat(500)), UsageFixture.SUCCEEDED);
		this.usage.attempt("a", CallRequest.of(begin + 2).model("line\nbreak\0"), UsageFixture.SUCCEEDED);
		assertThat(this.usage.held()).hasSize(2).allSatisfy((row) -> {
			assertThat(row.id().attempt().operation().length()).isLessThanOrEqualTo(Attempted.MAX_NAME);
			assertThat(row.id().attempt().model().length()).isLessThanOrEqualTo(Attempted.MAX_NAME);
		});
		assertThat(this.usage.held()).extracting((row) -> row.id().attempt().model()).contains("line break");
	}

	@Test
	void nothingIsLostAmongManyThreads() throws InterruptedException {
		MemoryUsageStore store = new MemoryUsageStore();
		UsageFixture.Setup setup = new UsageFixture.Setup(store);
		setup.events = UsageDefinition.Events.NONE;
		UsageFixture busy = setup.open();
		int threads = 64;
		int calls = 100_000 / threads;
		AtomicBoolean running = new AtomicBoolean(true);
		Thread clock = new Thread(() -> {
			while (running.get()) {
				busy.pass(Duration.ofMillis(700));
				busy.flusher.flush();
			}
		});
		CountDownLatch done = new CountDownLatch(threads);
		clock.start();
		for (int i = 0; i < threads; i++) {
			int thread = i;
			new Thread(() -> {
				for (int j = 0; j < calls; j++) {
					busy.attempt("key-" + (thread + j) % 5, OUTCOMES.get(j % OUTCOMES.size()));
				}
				done.countDown();
			}).start();
		}
		assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
		running.set(false);
		clock.join();
		busy.flusher.flush();
		assertThat(byKeyAndOutcome(UsageFixture.rows(store))).isEqualTo(expected(threads, calls));
		assertThat(busy.recorder.pending()).isZero();
		assertThat(busy.recorder.dropped()).isZero();
	}

	private static Map<String, Long> expected(int threads, int calls) {
		Map<String, Long> counts = new TreeMap<>();
		for (int thread = 0; thread < threads; thread++) {
			for (int j = 0; j < calls; j++) {
				counts.merge("key-" + (thread + j) % 5 + " " + OUTCOMES.get(j % OUTCOMES.size()).word(), 1L, Long::sum);
			}
		}
		return counts;
	}

	private static Map<String, Long> byKeyAndOutcome(List<MinuteRow> rows) {
		Map<String, Long> counts = new TreeMap<>();
		rows.forEach((row) -> counts.merge(row.id().attempt().key() + " " + row.id().attempt().outcome(),
				row.attempts(), Long::sum));
		return counts;
	}

	@Test
	void aKindThatHasRetiredTakesNothingMore() {
		Kinds kinds = new Kinds();
		Kind.Name name = Kind.Name.of("demo", "g", "a", "chat", null);
		Kind kind = kinds.get(name);
		Cell cell = kind.cell(0);
		assertThat(cell.add(60, 1, false, Usage.none())).isTrue();
		kinds.retire(100);
		assertThat(kinds.get(name)).isSameAs(kind);
		cell.collect();
		cell.forget(100, true);
		kinds.retire(100);
		assertThat(kind.isRetired()).isTrue();
		assertThat(cell.add(61, 1, false, Usage.none())).isFalse();
		assertThat(kinds.get(name)).isNotSameAs(kind).extracting(Kind::forgotten).isEqualTo(1L);
	}

	@Test
	void whatRetiresWhileItIsUsedLosesNothing() throws InterruptedException {
		MemoryUsageStore store = new MemoryUsageStore();
		UsageFixture.Setup setup = new UsageFixture.Setup(store);
		setup.events = UsageDefinition.Events.NONE;
		UsageFixture idle = setup.open();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(() -> {
				for (int j = 0; j < 500; j++) {
					idle.pass(Duration.ofMinutes(10));
					idle.attempt("a", UsageFixture.SUCCEEDED);
					idle.flusher.flush();
				}
			});
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join();
		}
		idle.flusher.flush();
		assertThat(UsageFixture.attempts(UsageFixture.rows(store))).isEqualTo(2000);
		idle.pass(Duration.ofHours(1));
		idle.flusher.flush();
		assertThat(idle.held()).isEmpty();
	}

	@Test
	void aWallClockThatGoesBackOverwritesNothing() {
		MemoryUsageStore store = new MemoryUsageStore();
		UsageFixture stepping = UsageFixture.of(store);
		for (int i = 0; i < 10; i++) {
			stepping.attempt("a", UsageFixture.SUCCEEDED);
			stepping.pass(Duration.ofMinutes(1));
			stepping.flusher.flush();
		}
		stepping.time.stepWall(Duration.ofMinutes(-8));
		stepping.flusher.flush();
		for (int i = 0; i < 10; i++) {
			stepping.attempt("a", UsageFixture.SUCCEEDED);
			stepping.pass(Duration.ofMinutes(1));
			stepping.flusher.flush();
		}
		assertThat(UsageFixture.attempts(UsageFixture.rows(store))).isEqualTo(20);
	}

}
