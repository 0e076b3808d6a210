package io.apipool.usage;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.apipool.OutcomeWords;
import io.apipool.definition.LimitDefinition;

/**
 * Adds rows up.
 */
final class Sums implements Consumer<MinuteRow> {

	private final long[] outcomes = new long[OutcomeWords.ALL.size()];

	private final Map<String, Double> units = new TreeMap<>();

	private long calls;

	private long waits;

	private double latencySum;

	private double latencyMax;

	private double cost;

	@Override
	public void accept(MinuteRow row) {
		count(row.id().attempt().outcome(), row.attempts());
		this.waits += row.waits();
		this.latencySum += row.latencySum();
		this.latencyMax = Math.max(this.latencyMax, row.latencyMax());
		this.cost += row.cost();
		row.units().forEach((dimension, amount) -> {
			if (!dimension.equals(LimitDefinition.REQUESTS)) {
				this.units.merge(dimension, amount, Double::sum);
			}
		});
	}

	/**
	 * Adds attempts of which nothing else is known.
	 */
	void count(String outcome, long attempts) {
		int index = OutcomeWords.ALL.indexOf(outcome);
		if (index >= 0) {
			this.outcomes[index] += attempts;
		}
		this.calls += attempts;
	}

	UsageTotals totals(boolean complete) {
		Map<String, Long> counts = new TreeMap<>();
		for (int i = 0; i < this.outcomes.length; i++) {
			if (this.outcomes[i] > 0) {
				counts.put(OutcomeWords.ALL.get(i), this.outcomes[i]);
			}
		}
		double mean = (this.calls > 0) ? this.latencySum / this.calls : 0;
		return new UsageTotals(this.calls, counts, mean, this.latencyMax, this.units, this.cost, this.waits, complete);
	}

}
