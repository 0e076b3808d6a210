package io.apipool.definition;

import java.util.List;

/**
 * A cheap request that tells whether a key works: it does when the answer has one of the
 * statuses and no rule of the provider says otherwise.
 *
 * @param method the HTTP method
 * @param path the path below the base URL, perhaps with a query
 * @param usable the statuses that say so
 */
public record ProbeDefinition(String method, String path, List<Integer> usable) {

	public ProbeDefinition {
		usable = List.copyOf(usable);
	}

}
