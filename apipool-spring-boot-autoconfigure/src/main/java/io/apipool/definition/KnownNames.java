package io.apipool.definition;

import java.util.Set;

/**
 * Names from outside the configuration that it may refer to. Internal.
 *
 * @param selectors the bean names of the application's {@code KeySelector}s
 * @param pools the pools that annotations name
 */
public record KnownNames(Set<String> selectors, Set<String> pools) {

	public KnownNames {
		selectors = Set.copyOf(selectors);
		pools = Set.copyOf(pools);
	}

}
