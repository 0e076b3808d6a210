package io.apipool.usage;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.apipool.Timekeeper;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Does something now and then, on a thread that may wait for databases and files. It
 * never runs twice at a time, and says itself when it wants to run again.
 */
final class Ticks {

	private static final Log logger = LogFactory.getLog(Ticks.class);

	private final Timekeeper timekeeper;

	private final Executor executor;

	private final Supplier<Duration> task;

	private final AtomicReference<@Nullable AutoCloseable> timer = new AtomicReference<>();

	private final AtomicBoolean running = new AtomicBoolean();

	/**
	 * Creates it, at rest.
	 * @param task returns the pause until it is to be run again
	 */
	Ticks(Timekeeper timekeeper, Executor executor, Supplier<Duration> task) {
		this.timekeeper = timekeeper;
		this.executor = executor;
		this.task = task;
	}

	synchronized void start(Duration pause) {
		if (this.running.compareAndSet(false, true)) {
			schedule(pause);
		}
	}

	private void schedule(Duration pause) {
		this.timer.set(this.timekeeper.schedule(this.timekeeper.instant().plus(pause), this::due));
	}

	private void due() {
		try {
			this.executor.execute(this::run);
		}
		catch (RejectedExecutionException ex) {
			stop();
		}
	}

	private void run() {
		if (isRunning()) {
			again(pause());
		}
	}

	private Duration pause() {
		try {
			return this.task.get();
		}
		catch (Throwable ex) {
			logger.error("Something about usage went wrong; it is tried again in a minute", ex);
			return Duration.ofMinutes(1);
		}
	}

	private synchronized void again(Duration pause) {
		if (isRunning()) {
			schedule(pause);
		}
	}

	private boolean isRunning() {
		return this.running.get();
	}

	synchronized void stop() {
		this.running.set(false);
		AutoCloseable pending = this.timer.getAndSet(null);
		try {
			if (pending != null) {
				pending.close();
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException("closing a timer never throws", ex);
		}
	}

}
