package io.apipool.definition;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a pool has from its provider: the limits to start with, where it has none of its
 * own, and the numbers of an adaptive rate, which applies where neither has limits.
 */
final class ProviderDefaults {

	private final Map<String, ProviderDefinition> providers;

	ProviderDefaults(Map<String, ProviderDefinition> providers) {
		this.providers = providers;
	}

	/**
	 * Defines a pool of which nothing is configured but its provider, whose name it has.
	 */
	static PoolDefinition pool(ProviderDefinition provider, List<KeyDefinition> keys) {
		ProviderDefaults defaults = new ProviderDefaults(Map.of(provider.name(), provider));
		PoolDefinition plain = PoolDefinition.of(provider.name());
		LimitsDefinition limits = defaults.limits(provider.name(), plain.limits());
		PoliciesDefinition own = plain.policies();
		PoliciesDefinition policies = new PoliciesDefinition(own.retry(), own.cooldown(), own.ban(), own.outcomes(),
				defaults.adaptive(provider.name(), limits), own.batch());
		return new PoolDefinition(plain.name(), keys, plain.sources(),
				new ProviderBinding(provider.name(), null, List.of(), null, defaults.tokensAtEnd(provider.name()),
						defaults.resetZone(provider.name())),
				plain.strategy(), limits, plain.waiting(), policies, plain.custom());
	}

	private @Nullable ProviderLimits limits(@Nullable String provider) {
		ProviderDefinition definition = (provider != null) ? this.providers.get(provider) : null;
		return (definition != null) ? definition.limits() : null;
	}

	boolean tokensAtEnd(@Nullable String provider) {
		ProviderDefinition definition = (provider != null) ? this.providers.get(provider) : null;
		return definition != null && definition.tokens().counted().equals(TokenPaths.END);
	}

	@Nullable ZoneId resetZone(@Nullable String provider) {
		ProviderLimits known = limits(provider);
		return (known != null) ? known.resetZone() : null;
	}

	LimitsDefinition limits(@Nullable String provider, LimitsDefinition own) {
		ProviderLimits known = limits(provider);
		return (known == null || !own.group().isEmpty()) ? own
				: new LimitsDefinition(known.starting(), own.pool(), own.groups(), own.models(), own.share());
	}

	/**
	 * Returns what applies where the pool does not say otherwise.
	 * @param provider the pool's provider, or null
	 * @param limits the pool's limits, those of the provider included
	 * @return the numbers, and whether they apply
	 */
	AdaptiveDefinition adaptive(@Nullable String provider, LimitsDefinition limits) {
		ProviderLimits known = limits(provider);
		AdaptiveDefinition numbers = (known != null) ? known.adaptive() : null;
		if (numbers == null) {
			return AdaptiveDefinition.DEFAULTS;
		}
		boolean unlimited = limits.group().isEmpty() && limits.pool().isEmpty() && limits.groups().isEmpty()
				&& limits.models().stream().allMatch((model) -> model.limits().isEmpty());
		return new AdaptiveDefinition(unlimited, numbers.initial(), numbers.min(), numbers.max(), numbers.increase(),
				numbers.decreaseFactor());
	}

	/**
	 * Warns of keys that a provider counts together and that are counted apart.
	 */
	void warnOfMissingGroups(PoolDefinition pool, Findings findings) {
		ProviderLimits known = limits(pool.target().provider());
		if (known == null || known.scope() == CountedBy.KEY) {
			return;
		}
		List<String> alone = pool.keys()
			.stream()
			.filter((key) -> key.quotaGroup() == null)
			.map(KeyDefinition::id)
			.toList();
		if (alone.size() > 1) {
			String scope = known.scope().word();
			findings.warn("apipool.pools." + pool.name() + ": " + pool.target().provider() + " counts by " + scope
					+ ", and these keys have no quota-group, so each is counted by itself: " + String.join(", ", alone)
					+ ". Give keys of one " + scope
					+ " the same quota-group, and each of the others one of its own; keys from"
					+ " the environment are listed for that, as {value: \"${NAME_OF_VARIABLE}\", quota-group: name}.");
		}
	}

}
