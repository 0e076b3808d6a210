package io.apipool.pool;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What has become of the keys of one pool, by their ids. Internal.
 *
 * @param pool the pool
 * @param added those that came, of which nothing was known
 * @param removed those that are given to no further call
 * @param restored those that came back, as they were when they left
 * @param updated those whose secret, group, weight, tier or metadata has changed
 */
public record KeyChanges(String pool, Set<String> added, Set<String> removed, Set<String> restored,
		Set<String> updated) {

	public KeyChanges {
		added = copy(added);
		removed = copy(removed);
		restored = copy(restored);
		updated = copy(updated);
	}

	/**
	 * Returns an unmodifiable copy in the same order.
	 */
	static Set<String> copy(Set<String> ids) {
		return Collections.unmodifiableSet(new LinkedHashSet<>(ids));
	}

	/**
	 * Tells whether all keys are as they were.
	 * @return whether there is nothing to tell
	 */
	public boolean isEmpty() {
		return this.added.isEmpty() && this.removed.isEmpty() && this.restored.isEmpty() && this.updated.isEmpty();
	}

}
