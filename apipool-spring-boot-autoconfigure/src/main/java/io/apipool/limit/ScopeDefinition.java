package io.apipool.limit;

import java.time.Duration;
import java.util.List;

import io.apipool.definition.LimitDefinition;

/**
 * What a scope counts. Internal.
 *
 * @param name unique in the store, for messages too
 * @param limits the scope's own limits
 * @param models the limits of each model's entry, by its index
 * @param terms what goes for all of them
 */
public record ScopeDefinition(String name, List<LimitDefinition> limits, List<List<LimitDefinition>> models,
		Terms terms) {

	/**
	 * What goes for all limits of a scope.
	 *
	 * @param share the share of every limit that is ours, above 0 and at most 1
	 * @param marginCap the cap of the margin of limits that name none
	 * @param learns whether the provider's answers tell limits, too
	 */
	public record Terms(double share, Duration marginCap, boolean learns) {
	}

}
