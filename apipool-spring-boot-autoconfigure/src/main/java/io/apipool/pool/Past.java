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
 * The counts and states of earlier runs. They wait here for the group or the key that
 * they belong to, which takes them once, when it joins its pool: at the start or later.
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
	 * @param start when this run began to count; later minutes are left out, as it has
	 * counted those itself
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
	 * Adds states. Of a key with several, because it has changed its group, the latest
	 * stays.
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
	 * Forgets what no group or key of a pool has taken: a pool that is opened reads the
	 * history again.
	 */
	synchronized void forget(String pool) {
		this.minutes.keySet().removeIf((scope) -> this.groups.isOf(scope, pool));
		this.states.keySet().removeIf((place) -> place.pool().equals(pool));
	}

}
