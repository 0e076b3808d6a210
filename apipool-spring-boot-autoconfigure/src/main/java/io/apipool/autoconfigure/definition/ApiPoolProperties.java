package io.apipool.autoconfigure.definition;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes {@code apipool} to the annotation processor and so to editors. Nobody binds
 * or injects this: a failed conversion would show the value, which may be a secret.
 *
 * @param enabled Whether there are pools at all.
 * @param limitMargin Cap of how long a permit counts beyond its window; at most a tenth
 * of the window.
 * @param shadow Whether limits are counted but not kept.
 * @param observations Whether each call is an observation.
 * @param metrics Meters.
 * @param health Health of the pools.
 * @param http Clients that carry keys.
 * @param executor Bean name of the executor of asynchronous calls. By default virtual
 * threads where there are, else a bounded pool.
 * @param groups Quota groups that several pools share, by name; none by default.
 * @param pools Pools of keys, by name; none by default.
 * @param rateLimits Named limits, for RateLimited annotations and RateLimiters; none by
 * default.
 * @param providers Providers of the application's own, or changes to those that are
 * shipped, by name; none by default.
 * @param usage Record of what was used.
 */
@ConfigurationProperties("apipool")
record ApiPoolProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1s") Duration limitMargin,
		@DefaultValue("false") boolean shadow, @DefaultValue("false") boolean observations,
		@NestedConfigurationProperty RootSections.Metrics metrics,
		@NestedConfigurationProperty RootSections.Health health, @NestedConfigurationProperty RootSections.Http http,
		@Nullable String executor, Map<String, RootSections.GroupProperties> groups, Map<String, PoolProperties> pools,
		Map<String, RootSections.RateLimitProperties> rateLimits, Map<String, ProviderProperties> providers,
		@NestedConfigurationProperty UsageProperties usage) {
}
