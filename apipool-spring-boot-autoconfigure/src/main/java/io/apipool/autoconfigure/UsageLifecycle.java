package io.apipool.autoconfigure;

import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.usage.DailyReports;
import io.apipool.usage.UsageFlusher;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Flushes usage while the application runs, and once more when everything that makes
 * calls has stopped. A database that does not answer holds up the end no longer than any
 * other part of the application may. What ends even later, while beans are destroyed, is
 * flushed at the very end.
 */
final class UsageLifecycle implements SmartLifecycle {

	private final UsageFlusher flusher;

	private final @Nullable DailyReports reports;

	private final UsageThread thread;

	private final boolean hasPools;

	private final AtomicBoolean running = new AtomicBoolean();

	UsageLifecycle(UsageFlusher flusher, @Nullable DailyReports reports, UsageThread thread, boolean hasPools) {
		this.flusher = flusher;
		this.reports = reports;
		this.thread = thread;
		this.hasPools = hasPools;
		thread.atEnd(this::last);
	}

	@Override
	public void start() {
		if (this.running.compareAndSet(false, true)) {
			this.flusher.start(this.hasPools);
			if (this.reports != null) {
				this.reports.start();
			}
		}
	}

	@Override
	public void stop(Runnable callback) {
		stop();
		this.thread.execute(() -> {
			try {
				this.flusher.flush();
			}
			finally {
				callback.run();
			}
		});
	}

	@Override
	public void stop() {
		this.running.set(false);
		this.flusher.stop();
		if (this.reports != null) {
			this.reports.stop();
		}
	}

	private void last() {
		this.flusher.flush();
		this.flusher.warnOfLoss();
	}

	@Override
	public boolean isRunning() {
		return this.running.get();
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
