package io.apipool.usage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.OutcomeWords;
import io.apipool.Timekeeper;
import io.apipool.Usage;
import io.apipool.UsageBacklog;
import io.apipool.definition.UsageDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Counts every attempt, and remembers single ones, for those who read and write them
 * later. It reads no clock, waits for nobody and, where a call used no more than a
 * request, allocates nothing. Internal.
 */
public final class UsageRecorder implements ApiKeyPoolListener, UsageBacklog {

	private final WallSeconds clock;

	private final Map<ApiKey, KeyUsage> keys = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable Runnable> first = new AtomicReference<>();

	private final Kinds kinds;

	private final MinuteLedger ledger;

	private final RecordedEvents events;

	/**
	 * Creates a recorder.
	 * @param incarnation whose records they are
	 * @param timekeeper the only source of time
	 * @param events which attempts are recorded one by one
	 */
	public UsageRecorder(Incarnation incarnation, Timekeeper timekeeper, UsageDefinition.Events events) {
		this(incarnation, timekeeper, events, new Kinds());
	}

	UsageRecorder(Incarnation incarnation, Timekeeper timekeeper, UsageDefinition.Events events, Kinds kinds) {
		this.clock = new WallSeconds(timekeeper);
		this.kinds = kinds;
		this.ledger = new MinuteLedger(incarnation.name(), this.clock, kinds);
		this.events = new RecordedEvents(incarnation.name(), events);
	}

	@Override
	public void ended(KeyLease lease, CallOutcome outcome, Usage counted, long grantedAt, long endedAt) {
		int index = OutcomeWords.index(outcome);
		long second = this.clock.second(endedAt);
		long latency = Math.max(0, endedAt - grantedAt);
		boolean waited = !lease.waited().isZero();
		KeyUsage key = key(lease);
		CallRequest request = lease.request();
		Cell cell = key.kind(request.operation(), request.model()).cell(index);
		while (!cell.add(second, latency, waited, counted)) {
			cell = key.renewed(request.operation(), request.model()).cell(index);
		}
		if (this.events.wants(index)) {
			this.events.record(cell.attempt(), lease, outcome, counted, latency, this.clock.nanos(endedAt));
		}
	}

	private KeyUsage key(KeyLease lease) {
		KeyUsage key = this.keys.get(lease.key());
		return (key != null) ? key : newKey(lease);
	}

	private KeyUsage newKey(KeyLease lease) {
		Runnable first = this.first.getAndSet(null);
		if (first != null) {
			first.run();
		}
		return this.keys.computeIfAbsent(lease.key(), (fresh) -> new KeyUsage(this.kinds, lease.pool(), fresh));
	}

	/**
	 * Does something when the first attempt is recorded.
	 */
	void atFirst(Runnable task) {
		this.first.set(task);
	}

	MinuteLedger ledger() {
		return this.ledger;
	}

	RecordedEvents events() {
		return this.events;
	}

	/**
	 * Forgets which objects stand for keys: keys that left are held by nobody then.
	 */
	void forgetKeys() {
		this.keys.clear();
	}

	@Override
	public long pending() {
		return this.ledger.pending() + this.events.pending();
	}

	@Override
	public long dropped() {
		return this.ledger.dropped() + this.events.dropped();
	}

}
