package io.apipool.definition;

import java.util.List;

/**
 * A cheap request that tells whether a key works: it does when the answer has one of the
 * statuses and no rule of the provider says otherwise.
 *
 * @param method the HTTP method
 * @param path the path below the base URL, perhaps with a query
 * @param usable the statuses that say so; none: any from 200 to 299
 */
public record ProbeDefinition(String method, String path, List<Integer> usable) {

	public ProbeDefinition {
		usable = List.copyOf(usable);
	}

	/**
	 * Tells whether a status says that the key works.
	 * @param status the HTTP status
	 * @return whether it does
	 */
	public boolean isUsable(int status) {
		return this.usable.isEmpty() ? status >= 200 && status < 300 : this.usable.contains(status);
	}

}
