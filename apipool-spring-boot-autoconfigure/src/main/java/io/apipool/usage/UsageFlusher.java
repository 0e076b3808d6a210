package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.ChangedStates;
import io.apipool.Timekeeper;
import io.apipool.definition.UsageDefinition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Carries what was recorded to the store every {@code flush-interval}, on a thread that
 * no call waits for, and tidies up behind it. Without a store it tidies up alone: counts
 * of a day are kept in memory. Internal.
 */
public final class UsageFlusher {

	/** How many minutes are kept in memory where there is no store. */
	static final long MINUTES_WITHOUT_STORE = 24 * 60;

	private static final int ROWS_WITHOUT_STORE = 100_000;

	private static final int BATCH = 1000;

	private static final int KEYS_ARE_FORGOTTEN = 6;

	private static final Log logger = LogFactory.getLog(UsageFlusher.class);

	private final UsageRecorder recorder;

	private final Duration interval;

	private final @Nullable UsageWriter writer;

	private final Ticks flushes;

	private final @Nullable Ticks removals;

	private final AtomicLong rounds = new AtomicLong();

	/**
	 * Creates a flusher, at rest.
	 * @param recorder what it carries
	 * @param destination where it goes
	 * @param timekeeper tells when
	 * @param executor where it is done; may wait for the store
	 * @param definition how often, and how long it is kept there
	 */
	public UsageFlusher(UsageRecorder recorder, Destination destination, Timekeeper timekeeper, Executor executor,
			UsageDefinition definition) {
		this.recorder = recorder;
		this.interval = definition.flushInterval();
		this.flushes = new Ticks(timekeeper, executor, this::tick);
		UsageStore store = destination.store();
		if (store != null) {
			this.writer = new UsageWriter(recorder, store, destination.states(), outage(this.interval));
			this.removals = new Ticks(timekeeper, executor,
					new Retention(timekeeper, store, definition.retention())::run);
		}
		else {
			this.writer = null;
			this.removals = null;
		}
	}

	private static Outage outage(Duration interval) {
		return new Outage("Usage cannot be written. It is kept in memory, calls go on, and it is tried again every "
				+ interval.toSeconds() + "s", "Usage is written again");
	}

	/**
	 * Begins.
	 * @param atOnce false to begin with the first attempt that is recorded
	 */
	public void start(boolean atOnce) {
		if (atOnce) {
			begin();
		}
		else {
			this.recorder.atFirst(this::begin);
		}
	}

	private void begin() {
		if (this.writer == null) {
			logger.info("Usage is kept in memory and in meters only: no database is used for it");
		}
		this.flushes.start(this.interval);
		if (this.removals != null) {
			this.removals.start(Duration.ofMinutes(1));
		}
	}

	/**
	 * Ends. What is recorded from now on waits for {@link #flush()}.
	 */
	public void stop() {
		this.flushes.stop();
		if (this.removals != null) {
			this.removals.stop();
		}
	}

	private Duration tick() {
		flush();
		return this.interval;
	}

	/**
	 * Writes all that waits to be written. Never throws for a store that is away.
	 */
	public synchronized void flush() {
		Instant now = this.recorder.ledger().collect();
		if (this.writer != null) {
			this.writer.write(now);
			this.recorder.ledger().tidy(now, 1, MinuteLedger.MOST_ROWS);
		}
		else {
			this.recorder.ledger().changed(BATCH, (rows) -> {
			});
			this.recorder.events().keep();
			this.recorder.ledger().tidy(now, MINUTES_WITHOUT_STORE, ROWS_WITHOUT_STORE);
		}
		if (this.rounds.incrementAndGet() % KEYS_ARE_FORGOTTEN == 0) {
			this.recorder.forgetKeys();
		}
	}

	/**
	 * Says what could not be written in the end.
	 */
	public void warnOfLoss() {
		long lost = this.recorder.pending();
		if (lost > 0) {
			logger.warn(lost + " records of usage could not be written before the end, and are lost");
		}
	}

	/**
	 * Where records go. Internal.
	 *
	 * @param store the store, or null for none
	 * @param states what else is written
	 */
	public record Destination(@Nullable UsageStore store, ChangedStates states) {
	}

}
