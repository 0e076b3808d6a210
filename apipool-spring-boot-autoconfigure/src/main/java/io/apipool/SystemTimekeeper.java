package io.apipool;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads the system's clocks: the only class that does.
 */
final class SystemTimekeeper implements Timekeeper, AutoCloseable {

	private final ScheduledThreadPoolExecutor timers;

	SystemTimekeeper() {
		this.timers = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "apipool-timer");
			thread.setDaemon(true);
			return thread;
		});
		this.timers.setRemoveOnCancelPolicy(true);
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	@Override
	public Instant instant() {
		return Instant.now();
	}

	@Override
	public AutoCloseable schedule(Instant at, Runnable task) {
		long delay = TimeUnit.NANOSECONDS.convert(Duration.between(instant(), at));
		Future<?> timer = this.timers.schedule(task, Math.max(0, delay), TimeUnit.NANOSECONDS);
		return () -> timer.cancel(false);
	}

	@Override
	public void close() {
		this.timers.shutdownNow();
	}

}
