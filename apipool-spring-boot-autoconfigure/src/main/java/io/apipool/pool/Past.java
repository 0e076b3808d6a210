package io.apipool.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.apipool.CountedMinute;
import io.apipool.KeptState;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs have left, until whom it belongs to takes it, once: a group or a key
 * that joins later finds it too.
 */
final class Past {

	private final QuotaGroups groups;

	private final Map<String, List<CountedMinute>> minutes = new HashMap<>();

	private final Map<KeptState.Place, KeptState> states = new HashMap<>();

	Past(QuotaGroups groups) {
		this.groups = groups;
	}

	/**
	 * Adds what was used, for the group and for the pool as a whole.
	 * @param start when those began to count who will take it: what was used in later
	 * minutes is not entered, for then they count themselves
	 */
	synchronized void used(List<CountedMinute> used, Instant start) {
		for (CountedMinute minute : used) {
			if (!minute.minute().isAfter(start)) {
				for (String scope : this.groups.scopes(minute.pool(), minute.quotaGroup())) {
					this.minutes.computeIfAbsent(scope, (name) -> new ArrayList<>()).add(minute);
				}
			}
		}
	}

	/**
	 * Adds what was kept. Of a key that has changed its group the latest counts.
	 */
	synchronized void kept(List<KeptState> kept) {
		for (KeptState state : kept) {
			this.states.merge(key(state.place()), state,
					(one, other) -> one.updatedAt().isAfter(other.updatedAt()) ? one : other);
		}
	}

	private static KeptState.Place key(KeptState.Place place) {
		return place.keyId().isEmpty() ? place : key(place.pool(), place.keyId());
	}

	private static KeptState.Place key(String pool, String id) {
		return new KeptState.Place(pool, "", id, "");
	}

	synchronized List<CountedMinute> takeUsed(String scope) {
		List<CountedMinute> used = this.minutes.remove(scope);
		return (used != null) ? used : List.of();
	}

	synchronized @Nullable KeptState takeKey(String pool, String id) {
		return this.states.remove(key(pool, id));
	}

	synchronized @Nullable KeptState takeBucket(String pool, String group, String model) {
		return this.states.remove(new KeptState.Place(pool, group, "", model));
	}

	/**
	 * Forgets what nobody of a pool has taken: it is asked for again.
	 */
	synchronized void forget(String pool) {
		this.minutes.keySet().removeIf((scope) -> this.groups.isOf(scope, pool));
		this.states.keySet().removeIf((place) -> place.pool().equals(pool));
	}

}
