package io.apipool.definition;

import java.util.List;
import java.util.Map;

/**
 * A pool as it is configured: complete, with every default in its place.
 *
 * @param name the pool's name
 * @param keys the keys
 * @param sources where keys come from and how they are looked after
 * @param target what the pool calls
 * @param strategy the strategy's name, or the bean name of a {@code KeySelector}
 * @param limits the limits
 * @param waiting how calls wait
 * @param policies what happens after an attempt
 * @param custom free for the application
 */
public record PoolDefinition(String name, List<KeyDefinition> keys, SourcesDefinition sources, ProviderBinding target,
		String strategy, LimitsDefinition limits, WaitingDefinition waiting, PoliciesDefinition policies,
		Map<String, String> custom) {

	/** The strategy where none is configured. */
	public static final String ROUND_ROBIN = "round-robin";

	public PoolDefinition {
		keys = List.copyOf(keys);
		custom = Map.copyOf(custom);
	}

	/**
	 * Returns a pool without keys or limits.
	 * @param name the pool's name
	 * @return the pool with every default
	 */
	public static PoolDefinition of(String name) {
		return new PoolDefinition(name, List.of(), SourcesDefinition.defaults(name), ProviderBinding.NONE, ROUND_ROBIN,
				LimitsDefinition.NONE, WaitingDefinition.DEFAULTS, PoliciesDefinition.DEFAULTS, Map.of());
	}

	/**
	 * Returns a pool of which nothing is configured but its provider, whose name it has.
	 * @param provider the provider
	 * @param keys the keys
	 * @return the pool with the provider's limits and every other default
	 */
	public static PoolDefinition of(ProviderDefinition provider, List<KeyDefinition> keys) {
		return ProviderDefaults.pool(provider, keys);
	}

	/**
	 * Sets the keys.
	 * @param keys the keys
	 * @return a changed copy
	 */
	public PoolDefinition withKeys(List<KeyDefinition> keys) {
		return new PoolDefinition(this.name, keys, this.sources, this.target, this.strategy, this.limits, this.waiting,
				this.policies, this.custom);
	}

	/**
	 * Sets the strategy.
	 * @param strategy its name
	 * @return a changed copy
	 */
	public PoolDefinition withStrategy(String strategy) {
		return new PoolDefinition(this.name, this.keys, this.sources, this.target, strategy, this.limits, this.waiting,
				this.policies, this.custom);
	}

	/**
	 * Sets the limits.
	 * @param limits the limits
	 * @return a changed copy
	 */
	public PoolDefinition withLimits(LimitsDefinition limits) {
		return new PoolDefinition(this.name, this.keys, this.sources, this.target, this.strategy, limits, this.waiting,
				this.policies, this.custom);
	}

	/**
	 * Sets the limits of each quota group.
	 * @param limits the limits, as {@code 10/m}
	 * @return a changed copy
	 */
	public PoolDefinition withLimits(String... limits) {
		List<LimitDefinition> parsed = List.of(limits).stream().map(LimitDefinition::parse).toList();
		LimitsDefinition old = this.limits;
		return withLimits(new LimitsDefinition(parsed, old.pool(), old.groups(), old.models(), old.share()));
	}

	/**
	 * Sets how calls wait.
	 * @param waiting how calls wait
	 * @return a changed copy
	 */
	public PoolDefinition withWaiting(WaitingDefinition waiting) {
		return new PoolDefinition(this.name, this.keys, this.sources, this.target, this.strategy, this.limits, waiting,
				this.policies, this.custom);
	}

	/**
	 * Sets what happens after an attempt.
	 * @param policies the policies
	 * @return a changed copy
	 */
	public PoolDefinition withPolicies(PoliciesDefinition policies) {
		return new PoolDefinition(this.name, this.keys, this.sources, this.target, this.strategy, this.limits,
				this.waiting, policies, this.custom);
	}

}
