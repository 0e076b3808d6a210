package io.apipool.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.GroupSnapshot;
import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.ModelSnapshot;
import io.apipool.PoolSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is left of all limits of a pool. Where several go by one name, the one with
 * the least left is shown; rates of one group are added up.
 */
final class LimitReading {

	private final Map<LimitName, Double> left = new LinkedHashMap<>();

	private final Map<String, Double> rates = new LinkedHashMap<>();

	private LimitReading() {
	}

	static LimitReading of(PoolSnapshot pool) {
		LimitReading reading = new LimitReading();
		reading.limits(LimitName.WHOLE_POOL, "", pool.limits());
		pool.groups().forEach(reading::group);
		return reading;
	}

	private void group(GroupSnapshot group) {
		limits(group.id(), "", group.limits());
		learnt(group.id(), "", group.learnt());
		rate(group.id(), group.rate());
		for (ModelSnapshot model : group.models()) {
			String of = " [" + model.match() + "]";
			limits(group.id(), of, model.limits());
			learnt(group.id(), of, model.learnt());
			rate(group.id(), model.rate());
		}
	}

	private void limits(String group, String of, List<LimitSnapshot> limits) {
		for (LimitSnapshot limit : limits) {
			left(new LimitName(group, limit.limit() + of), limit.left());
		}
	}

	private void learnt(String group, String of, List<LearntLimit> learnt) {
		for (LearntLimit limit : learnt) {
			if (limit.left() != null) {
				left(new LimitName(group, "learnt " + limit.dimension() + of), limit.left());
			}
		}
	}

	private void left(LimitName limit, double amount) {
		this.left.merge(limit, amount, Math::min);
	}

	private void rate(String group, @Nullable Double rate) {
		if (rate != null) {
			this.rates.merge(group, rate, Double::sum);
		}
	}

	Map<LimitName, Double> left() {
		return this.left;
	}

	Map<String, Double> rates() {
		return this.rates;
	}

}
