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

	private final AtomicReference<@Nullable Object> running = new AtomicReference<>();

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
		Object run = new Object();
		if (this.running.compareAndSet(null, run)) {
			next(run, first);
		}
	}

	void stop() {
		this.running.set(null);
		close(this.timer.getAndSet(null));
	}

	@SuppressWarnings("ReferenceEquality")
	private boolean goesOn(Object run) {
		return this.running.get() == run && !this.core.isClosed();
	}

	private void next(Object run, Duration wait) {
		if (goesOn(run)) {
			this.timer.set(this.core.schedule(Nanos.after(this.core.now(), wait), () -> run(run, wait)));
			if (!goesOn(run)) {
				close(this.timer.getAndSet(null));
			}
		}
	}

	private static void close(@Nullable AutoCloseable timer) {
		if (timer != null) {
			Closing.quietly(timer);
		}
	}

	private void run(Object run, Duration waited) {
		PoolCore.execute(this.core.surroundings().executor(), () -> {
			if (goesOn(run)) {
				once().exceptionally((thrown) -> goesOn(run) ? afterFailure(thrown, waited) : null)
					.thenAccept((wait) -> {
						if (wait != null) {
							next(run, wait);
						}
					});
			}
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
