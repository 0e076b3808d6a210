package io.apipool.definition;

import java.util.List;

/**
 * A request whose answer tells the limits.
 *
 * @param method the HTTP method
 * @param path the path below the base URL, perhaps with a query
 * @param limits where the answer's body has them
 */
public record DiscoveryDefinition(String method, String path, List<LimitAnnouncement> limits) {

	public DiscoveryDefinition {
		limits = List.copyOf(limits);
	}

}
