package io.apipool.batch;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.apipool.KeySnapshot;
import io.apipool.pool.BatchPool;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far a batch has come: a listener at most every 100 ms and once at the end,
 * the log every 10 s, the pools' listeners at the start and at the end. On the batch's
 * thread; a listener that fails breaks nothing.
 */
final class ProgressReport {

	private static final Log logger = LogFactory.getLog(BatchCall.class);

	private static final Duration PAUSE = Duration.ofMillis(100);

	private static final Duration LINE = Duration.ofSeconds(10);

	private final BatchPool pool;

	private final BatchCounts counts;

	private final @Nullable Consumer<? super BatchProgress> listener;

	private final LongSupplier waiting;

	private final Alarm next;

	private final Alarm line;

	private final AtomicLong told = new AtomicLong();

	private final AtomicLong logged = new AtomicLong();

	private final AtomicBoolean broken = new AtomicBoolean();

	/**
	 * Creates a report.
	 * @param waiting how many items wait for a key
	 */
	ProgressReport(BatchTerms terms, BatchCounts counts, Mailbox mailbox, LongSupplier waiting) {
		this.pool = terms.pool();
		this.counts = counts;
		this.listener = terms.options().progress();
		this.waiting = waiting;
		this.next = new Alarm(this.pool.timekeeper(), mailbox, this::tell);
		this.line = new Alarm(this.pool.timekeeper(), mailbox, this::log);
	}

	/**
	 * Tells that the batch begins.
	 * @param inside whether it does so inside a call of its pool
	 */
	void begin(boolean inside) {
		if (inside) {
			logger.warn(this.counts.name()
					+ ": this batch begins inside a call of its pool, and uses the key of that call alone,"
					+ " one item after the other, without retries. Begin it outside");
		}
		this.told.set(now() - PAUSE.toNanos());
		this.line.set(LINE);
		this.pool.tell((each) -> each.batchStarted(this.counts));
	}

	void changed() {
		if (this.listener == null) {
			return;
		}
		long since = now() - this.told.get();
		if (since >= PAUSE.toNanos()) {
			tell();
		}
		else if (!this.next.isSet()) {
			this.next.set(PAUSE.minusNanos(since));
		}
	}

	void end() {
		this.next.close();
		this.line.close();
		tell();
		this.pool.tell((each) -> each.batchEnded(this.counts));
	}

	private long now() {
		return this.pool.timekeeper().nanoTime();
	}

	private void tell() {
		this.told.set(now());
		if (this.listener == null) {
			return;
		}
		try {
			this.listener.accept(this.counts.progress());
		}
		catch (Throwable ex) {
			if (!this.broken.getAndSet(true)) {
				logger.warn(
						this.counts.name() + ": the progress listener failed; the batch goes on. This is logged once.",
						ex);
			}
		}
	}

	private void log() {
		this.line.set(LINE);
		long done = this.counts.done();
		double rate = (done - this.logged.getAndSet(done)) / (double) LINE.toSeconds();
		logger.info(String.format(Locale.ROOT, "%s: %s done, %d failed, %.1f/s%s", this.counts.name(),
				this.counts.progress(), this.counts.failed(), rate, waiting()));
	}

	private String waiting() {
		long waiting = this.waiting.getAsLong();
		if (waiting == 0) {
			return "";
		}
		Map<String, Long> states = this.pool.keys()
			.stream()
			.map(KeySnapshot::state)
			.collect(Collectors.groupingBy((state) -> state.word(), TreeMap::new, Collectors.counting()));
		return ", " + waiting + " waiting for a key ("
				+ states.entrySet()
					.stream()
					.map((state) -> state.getValue() + " " + state.getKey())
					.collect(Collectors.joining(", "))
				+ ")";
	}

}
