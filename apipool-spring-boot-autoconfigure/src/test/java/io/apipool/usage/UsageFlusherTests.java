package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.apipool.ChangedStates;
import io.apipool.CallRequest;
import io.apipool.KeptState;
import io.apipool.KeyState;
import io.apipool.definition.UsageDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was recorded reaches the store, once, however the store behaves.
 */
@ExtendWith(OutputCaptureExtension.class)
class UsageFlusherTests {

	private static final Duration INTERVAL = UsageDefinition.DEFAULTS.flushInterval();

	private final MemoryUsageStore memory = new MemoryUsageStore();

	private final UnsteadyStore store = new UnsteadyStore(this.memory);

	private final UsageFixture usage = UsageFixture.of(this.store);

	@Test
	void rowsAreWrittenEveryInterval() {
		this.usage.flusher.start(true);
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		assertThat(this.usage.recorder.pending()).isEqualTo(2);
		this.usage.pass(INTERVAL);
		assertThat(UsageFixture.rows(this.memory)).extracting(MinuteRow::attempts).containsExactly(1L);
		assertThat(this.usage.recorder.pending()).isZero();
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.pass(INTERVAL);
		assertThat(UsageFixture.rows(this.memory)).extracting(MinuteRow::attempts).containsExactly(2L);
		this.usage.flusher.stop();
		assertThat(this.usage.time.pendingTimers()).isZero();
	}

	@Test
	void whereThereIsNoPoolNothingRunsUntilThereIs() {
		this.usage.flusher.start(false);
		assertThat(this.usage.time.pendingTimers()).isZero();
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.pass(INTERVAL);
		assertThat(UsageFixture.rows(this.memory)).hasSize(1);
	}

	@Test
	void whatDidNotChangeIsNotWrittenAgain() {
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.flusher.flush();
		this.usage.flusher.flush();
		assertThat(this.store.rowsWritten).isEqualTo(1);
	}

	@Test
	void aMinuteIsForgottenOnceItIsWrittenAndOver() {
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.flusher.flush();
		assertThat(this.usage.held()).hasSize(1);
		this.usage.pass(Duration.ofMinutes(2));
		this.usage.flusher.flush();
		assertThat(this.usage.held()).isEmpty();
	}

	@Test
	void anOutageLosesNothingAndIsToldOnce(CapturedOutput output) {
		this.usage.flusher.start(true);
		this.store.away = true;
		for (int i = 0; i < 30; i++) {
			this.usage.attempt("a", UsageFixture.SUCCEEDED);
			this.usage.attempt("b", UsageFixture.THROTTLED);
			this.usage.pass(INTERVAL);
		}
		assertThat(UsageFixture.rows(this.memory)).isEmpty();
		this.store.away = false;
		this.usage.pass(INTERVAL);
		assertThat(UsageFixture.attempts(UsageFixture.rows(this.memory))).isEqualTo(60);
		assertThat(this.memory.events(UsageFixture.always(), 0, 1000)).hasSize(60);
		this.usage.pass(Duration.ofHours(1));
		assertThat(UsageFixture.attempts(UsageFixture.rows(this.memory))).isEqualTo(60);
		assertThat(output.getAll()).containsOnlyOnce("Usage cannot be written")
			.containsOnlyOnce("Usage is written again after 300s, 70 records were caught up");
	}

	@Test
	void aBatchThatIsWrittenThoughItSeemedToFailIsNotCountedTwice() {
		this.store.failsAfterwards = true;
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.flusher.flush();
		this.usage.flusher.flush();
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.store.failsAfterwards = false;
		this.usage.flusher.flush();
		assertThat(UsageFixture.rows(this.memory)).extracting(MinuteRow::attempts).containsExactly(2L);
		assertThat(this.memory.events(UsageFixture.always(), 0, 10)).hasSize(2);
	}

	@Test
	void recordsThatAreNeverTakenDoNotKeepOthersBack() {
		this.store.refusesEvents = true;
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.flusher.flush();
		for (int i = 0; i < 5; i++) {
			this.usage.attempt("a", UsageFixture.SUCCEEDED);
			this.usage.flusher.flush();
			this.usage.flusher.flush();
			this.usage.flusher.flush();
			assertThat(UsageFixture.rows(this.memory)).extracting(MinuteRow::attempts).containsExactly(i + 2L);
		}
	}

	@Test
	void aStoreThatIsMissingAClassIsAnOutageToo() {
		this.store.thrown = new NoClassDefFoundError("driver");
		this.usage.flusher.start(true);
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.pass(INTERVAL);
		this.store.thrown = null;
		this.usage.pass(INTERVAL);
		assertThat(UsageFixture.rows(this.memory)).hasSize(1);
	}

	@Test
	void whatThereIsNoRoomForIsDroppedAndCounted() {
		this.store.away = true;
		for (int i = 0; i < RecordedEvents.MOST * 2 + 10; i++) {
			this.usage.attempt("a", UsageFixture.SUCCEEDED);
			if (i % 1000 == 0) {
				this.usage.flusher.flush();
			}
		}
		assertThat(this.usage.recorder.dropped()).isBetween(1L, 1000L + RecordedEvents.MOST);
		this.store.away = false;
		this.usage.flusher.flush();
		this.usage.flusher.flush();
		assertThat(this.memory.events(UsageFixture.always(), 0, 100_000).size() + this.usage.recorder.dropped())
			.isEqualTo(RecordedEvents.MOST * 2 + 10);
		assertThat(UsageFixture.attempts(UsageFixture.rows(this.memory))).isEqualTo(RecordedEvents.MOST * 2 + 10);
	}

	@Test
	void theOldestRowsGoWhereThereIsNoRoom() {
		for (int i = 0; i < 10; i++) {
			this.usage.attempt("a", UsageFixture.SUCCEEDED);
			this.usage.attempt("b", UsageFixture.SUCCEEDED);
			this.usage.pass(Duration.ofMinutes(1));
		}
		Instant now = this.usage.recorder.ledger().collect();
		this.usage.recorder.ledger().tidy(now, 1, 15);
		assertThat(this.usage.recorder.ledger().dropped()).isEqualTo(6);
		assertThat(this.usage.held()).hasSize(14)
			.first()
			.satisfies((row) -> assertThat(row.id().minute()).isEqualTo(UsageFixture.NOON.plusSeconds(180)));
	}

	@Test
	void statesComeAgainUntilTheyAreWritten() {
		List<KeptState> changed = new ArrayList<>(List.of(new KeptState(new KeptState.Place("demo", "g", "a", ""),
				KeyState.DISABLED, null, "", List.of(), null, UsageFixture.NOON)));
		UsageFixture.Setup setup = new UsageFixture.Setup(this.store);
		setup.states = new ChangedStates() {

			@Override
			public List<KeptState> changed() {
				return List.copyOf(changed);
			}

			@Override
			public void written(List<KeptState> states) {
				changed.removeAll(states);
			}

		};
		UsageFixture stateful = setup.open();
		this.store.away = true;
		stateful.flusher.flush();
		assertThat(changed).hasSize(1);
		this.store.away = false;
		stateful.flusher.flush();
		assertThat(changed).isEmpty();
		assertThat(this.memory.load().toCompletableFuture().join()).hasSize(1);
	}

	@Test
	void oldRecordsGoInChunks() {
		UsageFixture other = UsageFixture.of(this.memory);
		for (int i = 0; i < 2500; i++) {
			other.attempt("a", CallRequest.of("operation-" + i), UsageFixture.SUCCEEDED);
		}
		other.flusher.flush();
		this.usage.pass(UsageDefinition.DEFAULTS.retention().events().plusMinutes(1));
		this.usage.flusher.start(true);
		this.usage.pass(Duration.ofMinutes(1));
		assertThat(this.memory.events(UsageFixture.always(), 0, 5000)).hasSize(1500);
		this.usage.pass(Duration.ofSeconds(1));
		assertThat(this.memory.events(UsageFixture.always(), 0, 5000)).isEmpty();
		assertThat(UsageFixture.rows(this.memory)).hasSize(2500);
		this.usage.flusher.stop();
		this.usage.pass(UsageDefinition.DEFAULTS.retention().minutes());
		this.usage.flusher.start(true);
		this.usage.pass(Duration.ofMinutes(2));
		assertThat(UsageFixture.rows(this.memory)).isEmpty();
	}

	@Test
	void whatIsNotWrittenAtTheEndIsTold(CapturedOutput output) {
		this.store.away = true;
		this.usage.attempt("a", UsageFixture.SUCCEEDED);
		this.usage.flusher.flush();
		this.usage.flusher.warnOfLoss();
		assertThat(output.getAll()).contains("2 records of usage could not be written before the end, and are lost");
	}

	@Test
	void withoutAStoreADayIsKeptInMemory(CapturedOutput output) {
		UsageFixture alone = UsageFixture.of(null);
		alone.flusher.start(true);
		for (int i = 0; i < 30; i++) {
			alone.attempt("a", UsageFixture.SUCCEEDED);
			alone.pass(Duration.ofHours(1));
		}
		assertThat(alone.held()).hasSize(24);
		assertThat(alone.recorder.pending()).isZero();
		assertThat(alone.recorder.dropped()).isZero();
		assertThat(output.getAll()).containsOnlyOnce("Usage is kept in memory and in meters only");
	}

	/**
	 * A store that is not always there.
	 */
	private static final class UnsteadyStore implements UsageStore {

		private final UsageStore store;

		boolean away;

		boolean failsAfterwards;

		boolean refusesEvents;

		int rowsWritten;

		@org.jspecify.annotations.Nullable
		LinkageError thrown;

		UnsteadyStore(UsageStore store) {
			this.store = store;
		}

		private void use(Consumer<UsageStore> use) {
			if (this.away) {
				throw new IllegalStateException("connection refused");
			}
			if (this.thrown != null) {
				throw this.thrown;
			}
			use.accept(this.store);
			if (this.failsAfterwards) {
				throw new IllegalStateException("connection lost");
			}
		}

		@Override
		public void write(List<MinuteRow> rows) {
			use((to) -> to.write(rows));
			this.rowsWritten += rows.size();
		}

		@Override
		public void append(List<UsageEvent> events) {
			if (this.refusesEvents && !events.isEmpty()) {
				throw new IllegalArgumentException("not an event");
			}
			use((to) -> to.append(events));
		}

		@Override
		public void keep(List<KeptState> states) {
			use((to) -> to.keep(states));
		}

		@Override
		public void read(ReportQuery query, Consumer<MinuteRow> reader) {
			use((from) -> from.read(query, reader));
		}

		@Override
		public List<UsageEvent> events(ReportQuery query, long offset, int limit) {
			return this.store.events(query, offset, limit);
		}

		@Override
		public int removeRows(Instant before, int atMost) {
			return this.store.removeRows(before, atMost);
		}

		@Override
		public int removeEvents(Instant before, int atMost) {
			return this.store.removeEvents(before, atMost);
		}

	}

}
