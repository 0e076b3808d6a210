package io.apipool.actuate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.apipool.pool.AppliedChanges;
import io.apipool.pool.KeyChanges;

/**
 * What a refresh has changed; nothing where nothing was changed.
 *
 * @param pools the pools that have changed
 */
record RefreshView(List<ChangedPool> pools) implements View {

	static RefreshView of(AppliedChanges changes) {
		Map<String, KeyChanges> keys = new LinkedHashMap<>();
		changes.keys().forEach((pool) -> keys.put(pool.pool(), pool));
		Set<String> names = new LinkedHashSet<>(changes.added());
		names.addAll(keys.keySet());
		names.addAll(changes.redefined());
		names.addAll(changes.removed());
		List<ChangedPool> pools = new ArrayList<>();
		for (String name : names) {
			KeyChanges own = keys.getOrDefault(name, new KeyChanges(name, Set.of(), Set.of(), Set.of(), Set.of()));
			pools.add(new ChangedPool(name, change(name, changes), own.added(), own.removed(), own.restored(),
					own.updated()));
		}
		return new RefreshView(pools);
	}

	private static String change(String name, AppliedChanges changes) {
		if (changes.added().contains(name)) {
			return "added";
		}
		return changes.removed().contains(name) ? "removed" : changes.redefined().contains(name) ? "redefined" : "keys";
	}

	/**
	 * A pool that has changed.
	 *
	 * @param pool its name
	 * @param change what has become of it: added, removed, redefined, or only its keys
	 * have changed
	 * @param added the keys that came
	 * @param removed the keys that left
	 * @param restored the keys that came back
	 * @param updated the keys that are another than before
	 */
	record ChangedPool(String pool, String change, Collection<String> added, Collection<String> removed,
			Collection<String> restored, Collection<String> updated) {
	}

}
