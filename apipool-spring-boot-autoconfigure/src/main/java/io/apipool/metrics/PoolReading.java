package io.apipool.metrics;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.apipool.KeySnapshot;
import io.apipool.KeyState;
import io.apipool.PoolSnapshot;

/**
 * What the gauges of a pool show at one moment.
 *
 * @param waiting calls that wait
 * @param keys how many keys are in each state
 * @param left what is left of each limit
 * @param rates the learnt rate of each group that has one
 * @param ids the ids of the keys
 * @param at the moment, monotonic
 */
record PoolReading(int waiting, Map<KeyState, Integer> keys, Map<LimitName, Double> left, Map<String, Double> rates,
		Set<String> ids, long at) {

	static PoolReading of(PoolSnapshot pool, long at) {
		Set<String> ids = new HashSet<>();
		Map<KeyState, Integer> keys = new EnumMap<>(KeyState.class);
		for (KeySnapshot key : pool.keys()) {
			keys.merge(key.state(), 1, Integer::sum);
			ids.add(key.id());
		}
		LimitReading limits = LimitReading.of(pool);
		return new PoolReading(pool.waiting(), keys, limits.left(), limits.rates(), ids, at);
	}

}
