package io.apipool.usage;

import java.util.Arrays;
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

	private static final int ATTEMPTS = 0;

	private static final int WAITS = 1;

	private static final int LATENCY = 2;

	private static final int LONGEST = 3;

	private final long[] numbers = new long[LONGEST + 1];

	private double requestsApart;

	private @Nullable Units units;

	/**
	 * Adds an attempt.
	 * @param latency nanoseconds
	 * @param waited whether it had waited for its key
	 * @param counted what it used
	 */
	final void add(long latency, boolean waited, Usage counted) {
		this.numbers[ATTEMPTS]++;
		this.numbers[LATENCY] += latency;
		if (latency > this.numbers[LONGEST]) {
			this.numbers[LONGEST] = latency;
		}
		if (waited) {
			this.numbers[WAITS]++;
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
		for (int i = 0; i < LONGEST; i++) {
			this.numbers[i] += other.numbers[i];
		}
		this.numbers[LONGEST] = Math.max(this.numbers[LONGEST], other.numbers[LONGEST]);
		this.requestsApart += other.requestsApart;
		if (other.units != null && !other.units.isEmpty()) {
			units().addAll(other.units);
		}
	}

	final void clear() {
		Arrays.fill(this.numbers, 0);
		this.requestsApart = 0;
		if (this.units != null) {
			this.units.clear();
		}
	}

	final long attempts() {
		return this.numbers[ATTEMPTS];
	}

	final MinuteRow row(MinuteRow.Id id) {
		Map<String, Double> all = (this.units != null) ? this.units.toMap() : new LinkedHashMap<>();
		if (this.requestsApart != 0) {
			all.put(LimitDefinition.REQUESTS, attempts() + this.requestsApart);
		}
		double cost = Objects.requireNonNullElse(all.remove(LimitDefinition.COST), 0.0);
		return new MinuteRow(id, attempts(), this.numbers[LATENCY] / MILLI, this.numbers[LONGEST] / MILLI, all, cost,
				this.numbers[WAITS]);
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
