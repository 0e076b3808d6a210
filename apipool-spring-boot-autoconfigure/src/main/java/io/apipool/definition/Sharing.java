package io.apipool.definition;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks what pools share with others: accounts, limits, secrets.
 */
final class Sharing {

	private final Map<String, PoolDefinition> pools;

	private final Map<String, List<LimitDefinition>> sharedGroups;

	private final Findings findings;

	Sharing(Map<String, PoolDefinition> pools, Map<String, List<LimitDefinition>> sharedGroups, Findings findings) {
		this.pools = pools;
		this.sharedGroups = sharedGroups;
		this.findings = findings;
	}

	void checkShares() {
		Map<String, PoolDefinition> firstOf = new HashMap<>();
		for (PoolDefinition pool : this.pools.values()) {
			Set<String> groups = sharedGroupsOf(pool);
			limitsOf(pool.limits(), groups).filter((limit) -> leavesNothing(limit, pool.limits().share()))
				.distinct()
				.forEach((limit) -> add(pool, "leaves less than one of '" + limit + "'",
						"write a larger share or a larger limit"));
			for (String group : groups) {
				PoolDefinition other = firstOf.putIfAbsent(group, pool);
				if (other != null && other.limits().share() != pool.limits().share()) {
					add(pool, "differs from that of the pool " + other.name() + " (" + other.limits().share()
							+ "), and both use the group " + group, "give both pools the same share");
				}
			}
		}
	}

	private Stream<LimitDefinition> limitsOf(LimitsDefinition limits, Set<String> groups) {
		List<LimitDefinition> all = limits.all();
		groups.forEach((group) -> all.addAll(this.sharedGroups.getOrDefault(group, List.of())));
		return all.stream();
	}

	private static boolean leavesNothing(LimitDefinition limit, double share) {
		return limit.dimension().equals(LimitDefinition.REQUESTS) && limit.amount() * share < 1 - 1e-9;
	}

	private void add(PoolDefinition pool, String reason, String wayOut) {
		this.findings.add(this.findings.path(pool.name(), "share"), String.valueOf(pool.limits().share()), reason,
				wayOut);
	}

	private Set<String> sharedGroupsOf(PoolDefinition pool) {
		return pool.keys()
			.stream()
			.map(KeyDefinition::quotaGroup)
			.filter((group) -> group != null && this.sharedGroups.containsKey(group))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Warns of secrets that two pools count apart although the provider counts them
	 * together.
	 */
	void warnOfSecretsInTwoPools() {
		Map<Secret, Map<String, KeyDefinition>> bySecret = new LinkedHashMap<>();
		for (PoolDefinition pool : this.pools.values()) {
			for (KeyDefinition key : pool.keys()) {
				bySecret.computeIfAbsent(key.secret(), (secret) -> new LinkedHashMap<>()).put(pool.name(), key);
			}
		}
		String places = bySecret.values()
			.stream()
			.filter((uses) -> uses.size() > 1 && !inOneSharedGroup(uses))
			.map(Sharing::places)
			.collect(Collectors.joining(", "));
		if (!places.isEmpty()) {
			this.findings.warn("The same secret is in two pools, which count it apart: " + places
					+ ". Give both keys a quota-group that has its limits below apipool.groups.");
		}
	}

	private static String places(Map<String, KeyDefinition> uses) {
		return uses.entrySet()
			.stream()
			.map((use) -> use.getKey() + "/" + use.getValue().id())
			.collect(Collectors.joining(" = "));
	}

	private boolean inOneSharedGroup(Map<String, KeyDefinition> uses) {
		Set<String> groups = uses.values()
			.stream()
			.map((key) -> (key.quotaGroup() != null) ? key.quotaGroup() : "")
			.collect(Collectors.toSet());
		return groups.size() == 1 && this.sharedGroups.containsKey(groups.iterator().next());
	}

}
