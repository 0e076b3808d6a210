package io.apipool.metrics;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.GroupSnapshot;
import io.apipool.KeySnapshot;
import io.apipool.KeyState;
import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.ModelSnapshot;
import io.apipool.PoolSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What the gauges of a pool show at one moment.
 *
 * @param waiting calls that wait
 * @param keys how many keys are in each state
 * @param left what is left of each limit
 * @param rates the learnt rate of each group that has one
 */
record PoolReading(int waiting, Map<KeyState, Integer> keys, Map<LimitName, Double> left, Map<String, Double> rates) {

	/** What stands for the group of a limit of the pool as a whole; no group has it. */
	static final String WHOLE_POOL = "*";

	static PoolReading of(PoolSnapshot pool) {
		Map<KeyState, Integer> keys = new EnumMap<>(KeyState.class);
		for (KeySnapshot key : pool.keys()) {
			keys.merge(key.state(), 1, Integer::sum);
		}
		Map<LimitName, Double> left = new LinkedHashMap<>();
		Map<String, Double> rates = new LinkedHashMap<>();
		limits(left, WHOLE_POOL, "", pool.limits());
		pool.groups().forEach((group) -> group(left, rates, group));
		return new PoolReading(pool.waiting(), keys, left, rates);
	}

	private static void group(Map<LimitName, Double> left, Map<String, Double> rates, GroupSnapshot group) {
		limits(left, group.id(), "", group.limits());
		learnt(left, group.id(), "", group.learnt());
		rate(rates, group.id(), group.rate());
		for (ModelSnapshot model : group.models()) {
			String of = " [" + model.match() + "]";
			limits(left, group.id(), of, model.limits());
			learnt(left, group.id(), of, model.learnt());
			rate(rates, group.id(), model.rate());
		}
	}

	private static void limits(Map<LimitName, Double> left, String group, String of, List<LimitSnapshot> limits) {
		for (LimitSnapshot limit : limits) {
			left.merge(new LimitName(group, limit.limit() + of), limit.left(), Math::min);
		}
	}

	private static void learnt(Map<LimitName, Double> left, String group, String of, List<LearntLimit> learnt) {
		for (LearntLimit limit : learnt) {
			if (limit.left() != null) {
				left.merge(new LimitName(group, "learnt " + limit.dimension() + of), limit.left(), Math::min);
			}
		}
	}

	private static void rate(Map<String, Double> rates, String group, @Nullable Double rate) {
		if (rate != null) {
			rates.merge(group, rate, Double::sum);
		}
	}

	/**
	 * What a limit is told apart by.
	 *
	 * @param group its group
	 * @param limit its text, with the models that it is for
	 */
	record LimitName(String group, String limit) {
	}

}
