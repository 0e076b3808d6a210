package io.apipool.pool;

import java.util.List;
import java.util.Set;

/**
 * What a changed configuration has changed. Internal.
 *
 * @param keys the pools whose keys have changed, and how
 * @param added the pools that came
 * @param removed the pools that left
 * @param redefined the pools in which something else than keys has changed
 */
public record AppliedChanges(List<KeyChanges> keys, Set<String> added, Set<String> removed, Set<String> redefined) {

	/** Nothing has changed. */
	public static final AppliedChanges NONE = new AppliedChanges(List.of(), Set.of(), Set.of(), Set.of());

	public AppliedChanges {
		keys = keys.stream().filter((pool) -> !pool.isEmpty()).toList();
		added = KeyChanges.copy(added);
		removed = KeyChanges.copy(removed);
		redefined = KeyChanges.copy(redefined);
	}

}
