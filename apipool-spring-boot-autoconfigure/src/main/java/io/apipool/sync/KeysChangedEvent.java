package io.apipool.sync;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The keys of a pool have changed because their configuration has: published to the
 * application after the change, only where there is one, and not at the start. Holds ids,
 * never a secret.
 *
 * @param pool the pool
 * @param added the keys that came, of which nothing was known
 * @param removed the keys that are given to no further call
 * @param restored the keys that came back, as they were when they left
 * @param updated the keys whose secret, quota group, weight, tier or metadata has changed
 */
public record KeysChangedEvent(String pool, Set<String> added, Set<String> removed, Set<String> restored,
		Set<String> updated) {

	public KeysChangedEvent {
		added = copy(added);
		removed = copy(removed);
		restored = copy(restored);
		updated = copy(updated);
	}

	private static Set<String> copy(Set<String> ids) {
		return Collections.unmodifiableSet(new LinkedHashSet<>(ids));
	}

}
