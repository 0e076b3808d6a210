package io.apipool.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole configuration, checked, with every key in its place: what the engine runs.
 * Replaced whole.
 *
 * @param pools the pools by name, in the order of the configuration
 * @param sharedGroups the limits of quota groups that several pools share
 * @param rateLimits the named limits
 * @param limitMargin the cap of the margin of limits that name none
 * @param settings what is set for all pools
 * @param providers the providers by name, those that are shipped included
 */
public record Definitions(Map<String, PoolDefinition> pools, Map<String, List<LimitDefinition>> sharedGroups,
		Map<String, RateLimitDefinition> rateLimits, Duration limitMargin, SettingsDefinition settings,
		Map<String, ProviderDefinition> providers) {

	/** The cap of the margin where none is configured. */
	public static final Duration DEFAULT_LIMIT_MARGIN = Duration.ofSeconds(1);

	public Definitions {
		pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
		sharedGroups = Collections.unmodifiableMap(new LinkedHashMap<>(sharedGroups));
		rateLimits = Collections.unmodifiableMap(new LinkedHashMap<>(rateLimits));
		providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
	}

	/**
	 * Creates a configuration with the default settings and without providers.
	 * @param pools the pools by name
	 * @param sharedGroups the limits of quota groups that several pools share
	 * @param rateLimits the named limits
	 * @param limitMargin the cap of the margin
	 */
	public Definitions(Map<String, PoolDefinition> pools, Map<String, List<LimitDefinition>> sharedGroups,
			Map<String, RateLimitDefinition> rateLimits, Duration limitMargin) {
		this(pools, sharedGroups, rateLimits, limitMargin, SettingsDefinition.DEFAULTS, Map.of());
	}

	/**
	 * Returns a configuration of pools alone.
	 * @param pools the pools
	 * @return the configuration
	 */
	public static Definitions of(PoolDefinition... pools) {
		Map<String, PoolDefinition> byName = new LinkedHashMap<>();
		for (PoolDefinition pool : pools) {
			byName.put(pool.name(), pool);
		}
		return new Definitions(byName, Map.of(), Map.of(), DEFAULT_LIMIT_MARGIN);
	}

}
