package io.apipool.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.definition.Definitions;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.PermitScope;
import io.apipool.limit.PermitStore;
import io.apipool.limit.ScopeDefinition;

/**
 * The quota groups of all pools: those of one pool, and those that several share.
 */
final class QuotaGroups {

	private final PermitStore store;

	private final Map<String, List<LimitDefinition>> shared;

	private final Duration marginCap;

	private final Map<String, QuotaGroup> groups = new ConcurrentHashMap<>();

	QuotaGroups(PermitStore store, Definitions definitions) {
		this.store = store;
		this.shared = definitions.sharedGroups();
		this.marginCap = definitions.limitMargin();
	}

	/**
	 * Tells whether a pool has a key in a group that others may share.
	 */
	boolean shares(PoolDefinition pool) {
		return pool.keys()
			.stream()
			.anyMatch((key) -> key.quotaGroup() != null && this.shared.containsKey(key.quotaGroup()));
	}

	QuotaGroup group(String id, PoolDefinition pool, ModelTable models) {
		boolean isShared = this.shared.containsKey(id);
		if (isShared && !shares(pool) && models.size() > 0) {
			throw new IllegalArgumentException(pool.name() + ": the quota group '" + id
					+ "' is shared, and the pool has models but no key of a shared group in its configuration;"
					+ " list the key there");
		}
		String name = isShared ? QuotaGroup.SHARED + id : pool.name() + "/" + id;
		return this.groups.computeIfAbsent(name, (key) -> {
			List<LimitDefinition> limits = isShared ? this.shared.getOrDefault(id, List.of())
					: pool.limits().groups().getOrDefault(id, pool.limits().group());
			return new QuotaGroup(id, open(key, limits, models.limits(), terms(pool, pool.target().isAnswered())),
					models.size(), pool.policies().adaptive());
		});
	}

	private static String poolScope(String pool) {
		return "pool " + pool;
	}

	/**
	 * Returns the names of the scopes in which a group's use is counted.
	 */
	List<String> scopes(String pool, String group) {
		return List.of(this.shared.containsKey(group) ? QuotaGroup.SHARED + group : pool + "/" + group,
				poolScope(pool));
	}

	/**
	 * Tells whether a scope belongs to one pool.
	 */
	boolean isOf(String scope, String pool) {
		return scope.startsWith(pool + "/") || scope.equals(poolScope(pool));
	}

	/**
	 * Opens the limits of a pool as a whole.
	 */
	PermitScope pool(PoolDefinition pool) {
		return open(poolScope(pool.name()), pool.limits().pool(), List.of(), terms(pool, false));
	}

	private ScopeDefinition.Terms terms(PoolDefinition pool, boolean learns) {
		return new ScopeDefinition.Terms(pool.limits().share(), this.marginCap, learns);
	}

	private PermitScope open(String name, List<LimitDefinition> limits, List<List<LimitDefinition>> models,
			ScopeDefinition.Terms terms) {
		return this.store.open(new ScopeDefinition(name, limits, models, terms));
	}

}
