package io.apipool.definition;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Checks what pools refer to: strategies, providers, other pools, HTTP service groups.
 */
final class References {

	private final Map<String, PoolDefinition> pools;

	private final Findings findings;

	References(Map<String, PoolDefinition> pools, Findings findings) {
		this.pools = pools;
		this.findings = findings;
	}

	void check(Collection<String> providers, Collection<String> selectors) {
		Map<String, String> serviceGroups = new HashMap<>();
		for (PoolDefinition pool : this.pools.values()) {
			checkStrategy(pool, selectors);
			checkProvider(pool, providers);
			checkFallback(pool);
			for (String group : pool.target().httpServiceGroups()) {
				String other = serviceGroups.putIfAbsent(group, pool.name());
				if (other != null) {
					add(pool, "http-service-groups", group, "is a group of the pool " + other + " too",
							"leave the group to one pool");
				}
			}
		}
	}

	private void checkStrategy(PoolDefinition pool, Collection<String> selectors) {
		String strategy = pool.strategy();
		if (PoolDefinition.STRATEGIES.contains(strategy) || selectors.contains(strategy)) {
			return;
		}
		Set<String> known = new LinkedHashSet<>(PoolDefinition.STRATEGIES);
		known.addAll(new TreeSet<>(selectors));
		add(pool, "strategy", strategy, "is not a strategy that is known",
				"write " + String.join(", ", known) + " or the bean name of a KeySelector");
	}

	private void checkProvider(PoolDefinition pool, Collection<String> providers) {
		String provider = pool.target().provider();
		if (provider != null && !providers.contains(provider)) {
			add(pool, "provider", provider, "is not a provider that is known", "write one of "
					+ String.join(", ", new TreeSet<>(providers)) + ", or define it below apipool.providers");
		}
	}

	private void checkFallback(PoolDefinition pool) {
		String fallback = pool.target().fallback();
		if (fallback == null) {
			return;
		}
		if (!this.pools.containsKey(fallback)) {
			String others = this.pools.keySet()
				.stream()
				.filter((name) -> !name.equals(pool.name()))
				.collect(Collectors.joining(", "));
			add(pool, "fallback", fallback, "is not a pool that is known",
					(others.isEmpty() ? "define that pool" : "write " + others) + ", or leave it out");
			return;
		}
		checkCircle(pool, fallback);
	}

	private void checkCircle(PoolDefinition pool, String fallback) {
		Set<String> way = new LinkedHashSet<>();
		String next = pool.name();
		while (next != null && way.add(next)) {
			next = fallbackOf(next);
		}
		if (pool.name().equals(next)) {
			add(pool, "fallback", fallback, "goes in a circle: " + String.join(" -> ", way) + " -> " + next,
					"let the last pool have no fallback");
		}
	}

	private @Nullable String fallbackOf(String name) {
		PoolDefinition pool = this.pools.get(name);
		return (pool != null) ? pool.target().fallback() : null;
	}

	private void add(PoolDefinition pool, String property, String shown, String reason, String wayOut) {
		this.findings.add(this.findings.path(pool.name(), property), shown, reason, wayOut);
	}

}
