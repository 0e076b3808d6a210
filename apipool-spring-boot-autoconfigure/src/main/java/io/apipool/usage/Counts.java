package io.apipool.usage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.apipool.Usage;
import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Plain sums over attempts; whoever uses them sees to it that nobody else does. An
 * attempt is one request unless it says how many, so only the difference is kept.
 */
class Counts {

	private static final double MILLI = 1e6;

	private static final String COST = "cost";

	private long attempts;

	private long waits;

	private long latencySum;

	private long latencyMax;

	private double requestsApart;

	private @Nullable Units units;

	/**
	 * Adds an attempt.
	 * @param latency nanoseconds
	 * @param waited whether it had waited for its key
	 * @param counted what it used
	 */
	final void add(long latency, boolean waited, Usage counted) {
		this.attempts++;
		this.latencySum += latency;
		if (latency > this.latencyMax) {
			this.latencyMax = latency;
		}
		if (waited) {
			this.waits++;
		}
		if (counted != Usage.none()) {
			add(counted);
		}
	}

	private void add(Usage counted) {
		for (Map.Entry<String, Double> unit : counted.units().entrySet()) {
			if (unit.getKey().equals(LimitDefinition.REQUESTS)) {
				this.requestsApart += unit.getValue() - 1;
			}
			else {
				units().add(unit.getKey(), unit.getValue());
			}
		}
	}

	final void addAll(Counts other) {
		this.attempts += other.attempts;
		this.waits += other.waits;
		this.latencySum += other.latencySum;
		this.latencyMax = Math.max(this.latencyMax, other.latencyMax);
		this.requestsApart += other.requestsApart;
		if (other.units != null && !other.units.isEmpty()) {
			units().addAll(other.units);
		}
	}

	final void clear() {
		this.attempts = 0;
		this.waits = 0;
		this.latencySum = 0;
		this.latencyMax = 0;
		this.requestsApart = 0;
		if (this.units != null) {
			this.units.clear();
		}
	}

	final long attempts() {
		return this.attempts;
	}

	final MinuteRow row(MinuteRow.Id id) {
		Map<String, Double> all = (this.units != null) ? this.units.toMap() : new LinkedHashMap<>();
		if (this.requestsApart != 0) {
			all.put(LimitDefinition.REQUESTS, this.attempts + this.requestsApart);
		}
		double cost = Objects.requireNonNullElse(all.remove(COST), 0.0);
		return new MinuteRow(id, this.attempts, this.latencySum / MILLI, this.latencyMax / MILLI, all, cost,
				this.waits);
	}

	private Units units() {
		Units present = this.units;
		if (present == null) {
			present = new Units();
			this.units = present;
		}
		return present;
	}

}
