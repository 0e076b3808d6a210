package io.apipool.usage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.apipool.ApiKey;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.OutcomeWords;
import io.apipool.Usage;
import io.apipool.definition.UsageDefinition;
import io.apipool.provider.ThrownAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Single attempts on their way to the store. A call only offers what is at hand; names
 * and texts are made when they are written, but for the error: its secrets are taken out
 * at once, and nobody holds on to an exception.
 */
final class RecordedEvents {

	/** The most that wait to be written. */
	static final int MOST = 1 << 14;

	private static final int MOST_KEPT = 1000;

	private static final int MICRO = 1000;

	private final String instance;

	private final UsageDefinition.Events wanted;

	private final String tag;

	private final EventQueue<RecordedEvent> queue = new EventQueue<>(MOST);

	private final Deque<UsageEvent> waiting = new ArrayDeque<>();

	private final Deque<UsageEvent> kept = new ArrayDeque<>();

	private final AtomicLong numbers = new AtomicLong();

	RecordedEvents(String instance, UsageDefinition.Events wanted) {
		this.instance = instance;
		this.wanted = wanted;
		this.tag = Long.toString(Integer.toUnsignedLong(instance.hashCode()), Character.MAX_RADIX);
	}

	/**
	 * Tells whether attempts of an outcome are recorded.
	 */
	boolean wants(int outcome) {
		return this.wanted == UsageDefinition.Events.ALL
				|| (this.wanted == UsageDefinition.Events.FAILURES && outcome != OutcomeWords.SUCCEEDED);
	}

	/**
	 * Records one. Where there is no room it is dropped and counted.
	 * @param at when it ended, in nanoseconds since the epoch
	 */
	void record(Attempted attempt, KeyLease lease, CallOutcome outcome, Usage counted, long latency, long at) {
		Throwable cause = outcome.cause();
		String error = error(outcome, cause, lease.key());
		int status = (cause != null) ? ThrownAnswer.status(cause) : 0;
		this.queue.offer(new RecordedEvent(attempt, new RecordedEvent.Span(at, latency), status, error, counted));
	}

	private static @Nullable String error(CallOutcome outcome, @Nullable Throwable cause, ApiKey key) {
		if (cause != null) {
			return ErrorText.of(cause, key);
		}
		String reason = outcome.reason();
		return (reason != null) ? ErrorText.of(reason, key) : null;
	}

	/**
	 * Returns the oldest that wait to be written.
	 * @param most how many at most
	 */
	synchronized List<UsageEvent> next(int most) {
		gather();
		return this.waiting.stream().limit(most).toList();
	}

	/**
	 * The oldest were written.
	 * @param written how many
	 */
	synchronized void written(int written) {
		for (int i = 0; i < written; i++) {
			this.waiting.removeFirst();
		}
	}

	/**
	 * Keeps the latest here, for there is no store.
	 */
	synchronized void keep() {
		gather();
		this.kept.addAll(this.waiting);
		this.waiting.clear();
		while (this.kept.size() > MOST_KEPT) {
			this.kept.removeFirst();
		}
	}

	/**
	 * Returns those that are in no store.
	 */
	synchronized List<UsageEvent> held() {
		gather();
		return Stream.concat(this.kept.stream(), this.waiting.stream()).toList();
	}

	private void gather() {
		RecordedEvent event = (this.waiting.size() < MOST) ? this.queue.poll() : null;
		while (event != null) {
			this.waiting.add(event(event));
			event = (this.waiting.size() < MOST) ? this.queue.poll() : null;
		}
	}

	private UsageEvent event(RecordedEvent recorded) {
		String id = Long.toString(recorded.span().at() / MICRO, Character.MAX_RADIX) + "-" + this.tag + "-"
				+ Long.toString(this.numbers.getAndIncrement(), Character.MAX_RADIX);
		return recorded.event(id, this.instance);
	}

	synchronized long pending() {
		return this.queue.size() + this.waiting.size();
	}

	long dropped() {
		return this.queue.dropped();
	}

}
