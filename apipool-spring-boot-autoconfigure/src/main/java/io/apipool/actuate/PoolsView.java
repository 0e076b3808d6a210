package io.apipool.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.apipool.KeySnapshot;
import io.apipool.KeyState;
import io.apipool.PoolSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * All pools at a glance.
 *
 * @param pools the pools, in the order of the configuration
 */
record PoolsView(List<Summary> pools) implements View {

	/**
	 * A pool at a glance.
	 *
	 * @param keys how many keys are in each state that one is in
	 * @param rate the learnt rates together, in calls a second
	 * @param calls attempts since the start by outcome, where there were any
	 */
	record Summary(String name, @Nullable String provider, String strategy, Map<String, Integer> keys, int inFlight,
			int waiting, @Nullable Number rate, Map<String, Long> calls) implements View {

		static Summary of(PoolSnapshot pool) {
			return new Summary(pool.name(), pool.provider(), pool.strategy(), states(pool), pool.inFlight(),
					pool.waiting(), View.amount(pool.rate()), calls(pool.keys()));
		}

		private static Map<String, Long> calls(List<KeySnapshot> keys) {
			Map<String, Long> calls = new LinkedHashMap<>();
			for (KeySnapshot key : keys) {
				key.usage().forEach((outcome, count) -> calls.merge(outcome, count, Long::sum));
			}
			calls.remove(KeyView.ALL_CALLS);
			calls.values().removeIf((count) -> count == 0);
			return calls;
		}

	}

	/**
	 * Counts the keys in each state.
	 */
	static Map<String, Integer> states(PoolSnapshot pool) {
		Map<KeyState, Integer> states = new TreeMap<>();
		pool.keys().forEach((key) -> states.merge(key.state(), 1, Integer::sum));
		Map<String, Integer> words = new LinkedHashMap<>();
		states.forEach((state, count) -> words.put(state.word(), count));
		return words;
	}

}
