package io.apipool.limit;

import java.time.Duration;
import java.util.List;

import io.apipool.Timekeeper;
import io.apipool.definition.RateLimitDefinition;

/**
 * What all counts of one limit have in common.
 *
 * @param definition the limit
 * @param dimension what its permits are of
 * @param store where permits are counted
 * @param timekeeper the source of time
 * @param marginCap the cap of the margin of limits that name none
 */
record LimitSite(RateLimitDefinition definition, PermitDimension dimension, PermitStore store, Timekeeper timekeeper,
		Duration marginCap) {

	String name() {
		return this.definition.name();
	}

	long now() {
		return this.timekeeper.nanoTime();
	}

	/**
	 * Opens a count.
	 * @param name unique in the store with the prefix that is set before it here
	 * @return its scope
	 */
	PermitScope open(String name) {
		return this.store.open(new ScopeDefinition("rate-limits." + name, this.definition.limits(), List.of(),
				new ScopeDefinition.Terms(1, this.marginCap, false)));
	}

}
