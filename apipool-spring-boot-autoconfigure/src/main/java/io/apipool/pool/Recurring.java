package io.apipool.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Something that a pool does again and again, away from the timer's thread: the next time
 * is set when the last one is over.
 */
final class Recurring {

	private static final Log logger = LogFactory.getLog(Recurring.class);

	/** How long to wait at least after it has failed. */
	private static final Duration LEAST = Duration.ofMinutes(1);

	private final PoolCore core;

	private final Supplier<CompletableFuture<@Nullable Duration>> task;

	private final AtomicReference<@Nullable AutoCloseable> timer = new AtomicReference<>();

	/**
	 * Creates it, stopped.
	 * @param task does it, and tells how long to wait until the next time; null: never
	 */
	Recurring(PoolCore core, Supplier<CompletableFuture<@Nullable Duration>> task) {
		this.core = core;
		this.task = task;
	}

	void start(Duration first) {
		if (this.timer.get() == null) {
			next(null, first);
		}
	}

	void stop() {
		AutoCloseable running = this.timer.getAndSet(null);
		if (running != null) {
			Closing.quietly(running);
		}
	}

	private void next(@Nullable AutoCloseable last, Duration wait) {
		if (this.core.isClosed()) {
			return;
		}
		AutoCloseable next = this.core.schedule(Nanos.after(this.core.now(), wait), () -> run(wait));
		if (!this.timer.compareAndSet(last, next)) {
			Closing.quietly(next);
		}
	}

	private void run(Duration waited) {
		this.core.execute(this.core.surroundings().executor(), () -> {
			AutoCloseable running = this.timer.get();
			once().exceptionally((thrown) -> afterFailure(thrown, waited)).thenAccept((wait) -> {
				if (wait != null && running != null) {
					next(running, wait);
				}
			});
		});
	}

	private CompletableFuture<@Nullable Duration> once() {
		try {
			return this.task.get();
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Duration afterFailure(Throwable thrown, Duration waited) {
		logger.warn(this.core.name() + ": what it does regularly has failed and is tried again", thrown);
		return (waited.compareTo(LEAST) < 0) ? LEAST : waited;
	}

}
