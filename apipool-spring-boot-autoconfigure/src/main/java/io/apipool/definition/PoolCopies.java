package io.apipool.definition;

import java.util.List;
import java.util.Map;

/**
 * Copies of a pool in which one thing is changed.
 */
sealed interface PoolCopies permits PoolDefinition {

	String name();

	List<KeyDefinition> keys();

	SourcesDefinition sources();

	ProviderBinding target();

	String strategy();

	LimitsDefinition limits();

	WaitingDefinition waiting();

	PoliciesDefinition policies();

	Map<String, String> custom();

	/**
	 * Sets the keys.
	 * @param keys the keys
	 * @return a changed copy
	 */
	default PoolDefinition withKeys(List<KeyDefinition> keys) {
		return new PoolDefinition(name(), keys, sources(), target(), strategy(), limits(), waiting(), policies(),
				custom());
	}

	/**
	 * Sets the strategy.
	 * @param strategy its name
	 * @return a changed copy
	 */
	default PoolDefinition withStrategy(String strategy) {
		return new PoolDefinition(name(), keys(), sources(), target(), strategy, limits(), waiting(), policies(),
				custom());
	}

	/**
	 * Sets the limits.
	 * @param limits the limits
	 * @return a changed copy
	 */
	default PoolDefinition withLimits(LimitsDefinition limits) {
		return new PoolDefinition(name(), keys(), sources(), target(), strategy(), limits, waiting(), policies(),
				custom());
	}

	/**
	 * Sets the limits of each quota group.
	 * @param limits the limits, as {@code 10/m}
	 * @return a changed copy
	 */
	default PoolDefinition withLimits(String... limits) {
		List<LimitDefinition> parsed = List.of(limits).stream().map(LimitDefinition::parse).toList();
		LimitsDefinition old = limits();
		return withLimits(new LimitsDefinition(parsed, old.pool(), old.groups(), old.models(), old.share()));
	}

	/**
	 * Sets how calls wait.
	 * @param waiting how calls wait
	 * @return a changed copy
	 */
	default PoolDefinition withWaiting(WaitingDefinition waiting) {
		return new PoolDefinition(name(), keys(), sources(), target(), strategy(), limits(), waiting, policies(),
				custom());
	}

	/**
	 * Sets what happens after an attempt.
	 * @param policies the policies
	 * @return a changed copy
	 */
	default PoolDefinition withPolicies(PoliciesDefinition policies) {
		return new PoolDefinition(name(), keys(), sources(), target(), strategy(), limits(), waiting(), policies,
				custom());
	}

}
