package io.apipool.autoconfigure.definition;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.apipool.autoconfigure.definition.RootSections.GroupProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes a pool to the annotation processor. Nobody binds or injects this.
 *
 * @param provider Name of the provider, which knows where the key goes and how limits are
 * announced; none by default.
 * @param baseUrl The only origin that may see a key; the provider's by default.
 * @param envPrefix Whole name of the unnumbered environment variable with a key, used
 * when there are no keys here. By default the pool's name in upper case and _API_KEY.
 * @param keys The keys: bare secrets, or id, value and more; by default those of the
 * environment.
 * @param strategy Which key is next: round-robin, random, weighted, least-used,
 * least-busy, most-remaining, tiered, sticky or the bean name of a KeySelector.
 * @param limits Limits of each quota group, like 10/m or 5 concurrent; the provider's by
 * default.
 * @param poolLimits Limits of the pool as a whole; none by default.
 * @param groups Limits of single quota groups, in place of those of each, by name; none
 * by default.
 * @param models Models with limits of their own; the first that matches counts. None by
 * default.
 * @param share Share of every limit that is ours.
 * @param maxWait Bounds all waiting of one call together; zero does not wait.
 * @param maxWaiting Most calls that wait.
 * @param overflow Who is refused when one more comes: reject, that one; drop-oldest, the
 * last in order of priority and arrival.
 * @param callTimeout Bounds one attempt of an asynchronous call up to its value.
 * @param streamTimeout Bounds the time between elements of a stream.
 * @param leaseTimeout How long a lease that the application took may show no sign of
 * life.
 * @param retry When a call is tried again.
 * @param cooldown How long a throttled key rests.
 * @param ban When a failing key is banned.
 * @param outcomes What exception classes mean, subclasses included; the first that
 * matches counts. None by default.
 * @param throttleOn Exception classes that mean throttled; none by default.
 * @param adaptive Rate that is learnt from throttles.
 * @param fallback Pool that is asked when this one has no key; none by default.
 * @param probeInterval How often keys are probed; never by default.
 * @param refreshInterval How often polled sources of keys are asked.
 * @param allowEmpty Whether a polled source may leave the pool without a key.
 * @param batch Defaults of batches.
 * @param httpServiceGroups HTTP service groups that use the pool; none by default.
 * @param custom Free for the application; nothing by default.
 */
@ConfigurationProperties("apipool.pools.*")
record PoolProperties(@Nullable String provider, @Nullable URI baseUrl, @Nullable String envPrefix,
		List<PoolSections.Key> keys, @DefaultValue("round-robin") String strategy, List<String> limits,
		List<String> poolLimits, Map<String, GroupProperties> groups, List<PoolSections.Model> models,
		@DefaultValue("1.0") double share, @DefaultValue("5s") Duration maxWait, @DefaultValue("1000") int maxWaiting,
		@DefaultValue("reject") String overflow, @DefaultValue("30s") Duration callTimeout,
		@DefaultValue("5m") Duration streamTimeout, @DefaultValue("5m") Duration leaseTimeout,
		@NestedConfigurationProperty PoolSections.Retry retry,
		@NestedConfigurationProperty PoolSections.Cooldown cooldown, @NestedConfigurationProperty PoolSections.Ban ban,
		List<PoolSections.Outcome> outcomes, List<String> throttleOn,
		@NestedConfigurationProperty AdaptiveProperties adaptive, @Nullable String fallback,
		@Nullable Duration probeInterval, @DefaultValue("60s") Duration refreshInterval,
		@DefaultValue("false") boolean allowEmpty, @NestedConfigurationProperty PoolSections.Batch batch,
		List<String> httpServiceGroups, Map<String, String> custom) {
}
