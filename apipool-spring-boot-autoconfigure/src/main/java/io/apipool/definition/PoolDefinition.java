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
		Map<String, String> custom) implements PoolCopies {

	/** The strategy where none is configured. */
	public static final String ROUND_ROBIN = "round-robin";

	/** The names of the strategies that need no bean. */
	public static final List<String> STRATEGIES = List.of(ROUND_ROBIN, "random", "weighted", "least-used", "least-busy",
			"most-remaining", "tiered", "sticky");

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

}
