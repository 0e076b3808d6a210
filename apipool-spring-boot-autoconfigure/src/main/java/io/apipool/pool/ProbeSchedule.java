package io.apipool.pool;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Probes the keys of a pool at {@code probe-interval}; the next time is set when all have
 * been probed.
 */
final class ProbeSchedule {

	private final PoolCore core;

	private final KeyChecks checks;

	private final AtomicReference<@Nullable AutoCloseable> timer = new AtomicReference<>();

	ProbeSchedule(PoolCore core, KeyChecks checks) {
		this.core = core;
		this.checks = checks;
	}

	void start() {
		Duration interval = interval();
		if (interval != null && !this.core.isClosed() && this.timer.get() == null) {
			next(null, interval);
		}
	}

	void stop() {
		AutoCloseable running = this.timer.getAndSet(null);
		if (running != null) {
			Closing.quietly(running);
		}
	}

	private void next(@Nullable AutoCloseable last, Duration interval) {
		AutoCloseable next = this.core.schedule(Nanos.after(this.core.now(), interval), this::run);
		if (!this.timer.compareAndSet(last, next)) {
			Closing.quietly(next);
		}
	}

	private void run() {
		AutoCloseable running = this.timer.get();
		this.core.execute(this.core.surroundings().executor(),
				() -> this.checks.checkAll().whenComplete((found, ex) -> {
					Duration interval = interval();
					if (interval != null && running != null && !this.core.isClosed()) {
						next(running, interval);
					}
				}));
	}

	private @Nullable Duration interval() {
		return this.core.setup().definition().sources().probeInterval();
	}

}
