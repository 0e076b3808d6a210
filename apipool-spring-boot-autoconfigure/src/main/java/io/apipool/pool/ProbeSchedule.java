package io.apipool.pool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Probes the keys of a pool at {@code probe-interval}.
 */
final class ProbeSchedule {

	private final PoolCore core;

	private final Recurring recurring;

	ProbeSchedule(PoolCore core, KeyChecks checks) {
		this.core = core;
		this.recurring = new Recurring(core, () -> checks.checkAll().thenApply((found) -> interval()));
	}

	void start() {
		Duration interval = interval();
		if (interval != null) {
			this.recurring.start(interval);
		}
	}

	void stop() {
		this.recurring.stop();
	}

	private @Nullable Duration interval() {
		return this.core.setup().definition().sources().probeInterval();
	}

}
