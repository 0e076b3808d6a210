package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.ChangedStates;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.Usage;
import io.apipool.definition.UsageDefinition;
import io.apipool.test.ManualTimekeeper;
import org.jspecify.annotations.Nullable;

/**
 * One instance that records, on time that is moved by hand.
 */
final class UsageFixture {

	static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	static final CallOutcome SUCCEEDED = new CallOutcome.Succeeded(Usage.none());

	static final CallOutcome THROTTLED = new CallOutcome.Throttled(null, false);

	static final Duration LATENCY = Duration.ofMillis(250);

	final ManualTimekeeper time;

	final Incarnation incarnation;

	final UsageRecorder recorder;

	final UsageFlusher flusher;

	final UsageReports reports;

	private final Map<String, TestKey> keys = new ConcurrentHashMap<>();

	UsageFixture(Setup setup) {
		this.time = setup.time;
		this.incarnation = Incarnation.of("host", this.time.instant());
		this.recorder = new UsageRecorder(this.incarnation, this.time, setup.events, new Kinds(setup.kinds));
		UsageDefinition defaults = UsageDefinition.DEFAULTS;
		this.flusher = new UsageFlusher(this.recorder, new UsageFlusher.Destination(setup.store, setup.states),
				this.time, Runnable::run, defaults);
		this.reports = new UsageReports(this.recorder, setup.store, this.time, setup.place);
	}

	static UsageFixture of(@Nullable UsageStore store) {
		return new UsageFixture(new Setup(store));
	}

	TestKey key(String id) {
		return this.keys.computeIfAbsent(id, TestKey::of);
	}

	void attempt(String key, CallOutcome outcome) {
		attempt(key, CallRequest.of("chat"), outcome);
	}

	void attempt(String key, CallRequest request, CallOutcome outcome) {
		attempt(new TestLease(key(key), "demo", request, Duration.ZERO), outcome, Usage.none());
	}

	void attempt(TestLease lease, CallOutcome outcome, Usage counted) {
		long now = this.time.nanoTime();
		this.recorder.ended(lease, outcome, counted, now - LATENCY.toNanos(), now);
	}

	void pass(Duration duration) {
		this.time.advance(duration);
	}

	/**
	 * Returns the rows that memory holds.
	 */
	List<MinuteRow> held() {
		this.recorder.ledger().collect();
		List<MinuteRow> rows = new ArrayList<>();
		this.recorder.ledger().rows(always(), rows::add);
		rows.sort(Comparator.comparing((row) -> row.id().minute()));
		return rows;
	}

	/**
	 * Returns the rows of a store.
	 */
	static List<MinuteRow> rows(UsageStore store) {
		List<MinuteRow> rows = new ArrayList<>();
		store.read(always(), rows::add);
		rows.sort(Comparator.comparing((row) -> row.id().minute()));
		return rows;
	}

	static long attempts(List<MinuteRow> rows) {
		return rows.stream().mapToLong(MinuteRow::attempts).sum();
	}

	static ReportQuery always() {
		return ReportQuery.between(Instant.EPOCH, NOON.plus(Duration.ofDays(1000)));
	}

	/**
	 * What an instance is made of.
	 */
	static final class Setup {

		final @Nullable UsageStore store;

		ManualTimekeeper time = new ManualTimekeeper(NOON);

		UsageDefinition.Events events = UsageDefinition.Events.ALL;

		ChangedStates states = ChangedStates.NONE;

		int kinds = Kinds.MOST;

		@Nullable ReportPlace place;

		Setup(@Nullable UsageStore store) {
			this.store = store;
		}

		UsageFixture open() {
			return new UsageFixture(this);
		}

	}

}
