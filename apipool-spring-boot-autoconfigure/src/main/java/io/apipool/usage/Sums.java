package io.apipool.usage;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;

import io.apipool.OutcomeWords;
import io.apipool.definition.LimitDefinition;

/**
 * Adds rows up.
 */
final class Sums implements Consumer<MinuteRow> {

	private final long[] outcomes = new long[OutcomeWords.ALL.size()];

	private final Map<String, Double> units = new TreeMap<>();

	private final AtomicLong calls = new AtomicLong();

	private final AtomicLong waits = new AtomicLong();

	private final DoubleAdder latencySum = new DoubleAdder();

	private final DoubleAccumulator latencyMax = new DoubleAccumulator(Math::max, 0);

	private final DoubleAdder cost = new DoubleAdder();

	@Override
	public void accept(MinuteRow row) {
		count(row.id().attempt().outcome(), row.attempts());
		this.waits.addAndGet(row.waits());
		this.latencySum.add(row.latencySum());
		this.latencyMax.accumulate(row.latencyMax());
		this.cost.add(row.cost());
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
		this.calls.addAndGet(attempts);
	}

	UsageTotals totals(boolean complete) {
		Map<String, Long> counts = new TreeMap<>();
		for (int i = 0; i < this.outcomes.length; i++) {
			if (this.outcomes[i] > 0) {
				counts.put(OutcomeWords.ALL.get(i), this.outcomes[i]);
			}
		}
		double mean = this.latencySum.sum() / Math.max(1, this.calls.get());
		return new UsageTotals(this.calls.get(), counts, mean, this.latencyMax.get(), this.units, this.cost.sum(),
				this.waits.get(), complete);
	}

}
