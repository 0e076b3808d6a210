package io.apipool.sync;

import java.util.List;
import java.util.Set;

import io.apipool.definition.KeyDefinition;

/**
 * The keys that the environment has for a pool. Internal.
 *
 * @param keys the keys, in order
 * @param names the names of all variables that were read, whether their value is a key or
 * not
 * @param warnings what is allowed but strange; ids and names only
 */
public record DiscoveredKeys(List<KeyDefinition> keys, Set<String> names, List<String> warnings) {

	public DiscoveredKeys {
		keys = List.copyOf(keys);
		names = Set.copyOf(names);
		warnings = List.copyOf(warnings);
	}

}
