package io.apipool.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.apipool.definition.Definitions;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderDefinition;
import io.apipool.definition.SettingsDefinition;
import io.apipool.limit.DefaultRateLimiters;
import io.apipool.pool.AppliedChanges;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.provider.ApiProviders;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Everything that runs as it is configured, and can run as it is configured anew.
 */
final class RunningDefinitions implements Function<Definitions, AppliedChanges> {

	private static final Log logger = LogFactory.getLog(RunningDefinitions.class);

	private final AtomicReference<Definitions> present;

	private final DefaultApiKeyPools pools;

	private final DefaultRateLimiters limiters;

	private final ApiProviders providers;

	RunningDefinitions(Definitions present, DefaultApiKeyPools pools, DefaultRateLimiters limiters,
			ApiProviders providers) {
		this.present = new AtomicReference<>(present);
		this.pools = pools;
		this.limiters = limiters;
		this.providers = providers;
	}

	/**
	 * Applies what is configured now. New providers are there before pools name them, and
	 * old ones until none does.
	 */
	@Override
	public AppliedChanges apply(Definitions next) {
		Definitions before = Objects.requireNonNull(this.present.get());
		if (next.equals(before)) {
			return AppliedChanges.NONE;
		}
		this.limiters.check(next.rateLimits().values());
		this.providers.replace(both(before.providers(), next.providers()));
		Map<String, ProviderDefinition> known = before.providers();
		try {
			AppliedChanges changes = this.pools.apply(next);
			known = next.providers();
			this.limiters.redefine(next.limitMargin(), next.rateLimits().values());
			this.present.set(next);
			warnOfLaterOnes(before, next);
			return changes;
		}
		finally {
			this.providers.replace(known);
		}
	}

	private static Map<String, ProviderDefinition> both(Map<String, ProviderDefinition> before,
			Map<String, ProviderDefinition> next) {
		Map<String, ProviderDefinition> both = new HashMap<>(before);
		both.putAll(next);
		return both;
	}

	private static void warnOfLaterOnes(Definitions before, Definitions next) {
		List<String> later = later(before.settings(), next.settings());
		if (!serviceGroups(before).equals(serviceGroups(next))) {
			later.add("http-service-groups");
		}
		if (!later.isEmpty()) {
			logger.warn("Changed, and in force from the next start on: " + String.join(", ", later));
		}
	}

	private static List<String> later(SettingsDefinition before, SettingsDefinition next) {
		List<String> later = new ArrayList<>();
		if (!Objects.equals(before.executor(), next.executor())) {
			later.add("apipool.executor");
		}
		if (before.allowUncheckedRedirects() != next.allowUncheckedRedirects()) {
			later.add("apipool.http");
		}
		if (!before.operations().equals(next.operations())) {
			later.add("apipool.usage, apipool.metrics, apipool.health or apipool.observations");
		}
		return later;
	}

	private static Map<String, String> serviceGroups(Definitions definitions) {
		Map<String, String> poolOf = new HashMap<>();
		for (PoolDefinition pool : definitions.pools().values()) {
			pool.target().httpServiceGroups().forEach((group) -> poolOf.put(group, pool.name()));
		}
		return poolOf;
	}

}
