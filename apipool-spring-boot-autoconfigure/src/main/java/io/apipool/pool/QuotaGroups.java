package io.apipool.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.definition.Definitions;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.PermitScope;
import io.apipool.limit.PermitStore;
import io.apipool.limit.ScopeDefinition;

/**
 * The quota groups of all pools: those of one pool, and those that several share. Whoever
 * lets keys come or go holds the monitor of this object, so that no group is forgotten
 * while a key joins it.
 */
final class QuotaGroups {

	private final PermitStore store;

	private final AtomicReference<Common> common;

	private final Map<String, QuotaGroup> groups = new ConcurrentHashMap<>();

	private final Map<String, PoolScope> poolScopes = new ConcurrentHashMap<>();

	QuotaGroups(PermitStore store, Definitions definitions) {
		this.store = store;
		this.common = new AtomicReference<>(Common.of(definitions));
	}

	/**
	 * Defines what goes for all pools anew. It shows in a group when that is
	 * {@linkplain #redefined redefined}.
	 */
	void redefine(Definitions definitions) {
		this.common.set(Common.of(definitions));
	}

	private Common common() {
		return Objects.requireNonNull(this.common.get());
	}

	/**
	 * Tells whether a pool has a key in a group that others may share.
	 */
	static boolean shares(PoolDefinition pool, Definitions definitions) {
		return Common.of(definitions).shares(pool);
	}

	/**
	 * Returns the group of a key that joins a pool.
	 */
	QuotaGroup group(String id, PoolParts pool, long now) {
		QuotaGroup group = open(id, pool.definition(), pool.models());
		if (group.seats().isEmpty()) {
			redefine(group, pool, now);
		}
		return group;
	}

	private QuotaGroup open(String id, PoolDefinition pool, ModelTable models) {
		boolean isShared = common().shared.containsKey(id);
		if (isShared && !common().shares(pool) && models.size() > 0) {
			throw new IllegalArgumentException(pool.name() + ": the quota group '" + id
					+ "' is shared, and the pool has models but no key of a shared group in its configuration;"
					+ " list the key there");
		}
		ScopeDefinition definition = definition(id, pool, models);
		return this.groups.computeIfAbsent(definition.name(),
				(name) -> new QuotaGroup(id, this.store.open(definition), definition, pool.policies().adaptive()));
	}

	/**
	 * Returns the group of a key, defined anew as its pool is.
	 * @param done the groups that need it no more, added to
	 */
	QuotaGroup redefined(String id, PoolParts pool, Set<QuotaGroup> done, long now) {
		QuotaGroup group = open(id, pool.definition(), pool.models());
		if (done.add(group)) {
			redefine(group, pool, now);
		}
		return group;
	}

	private void redefine(QuotaGroup group, PoolParts pool, long now) {
		ScopeDefinition definition = definition(group.id(), pool.definition(), pool.models());
		group.redefine(definition, pool.definition().policies().adaptive(), this.store, now);
	}

	private ScopeDefinition definition(String id, PoolDefinition pool, ModelTable models) {
		Common common = common();
		List<LimitDefinition> shared = common.shared.get(id);
		List<LimitDefinition> limits = (shared != null) ? shared
				: pool.limits().groups().getOrDefault(id, pool.limits().group());
		return new ScopeDefinition(common.scope(pool.name(), id), limits, models.limits(),
				terms(pool, pool.target().isAnswered()));
	}

	/**
	 * Forgets the groups that no key is in, once nothing of what its keys did counts any
	 * more.
	 */
	void forget(long now) {
		this.groups.values().removeIf((group) -> {
			boolean forgettable = group.isForgettable(now);
			if (forgettable) {
				this.store.close(group.scope());
			}
			return forgettable;
		});
	}

	int size() {
		return this.groups.size();
	}

	private static String poolScope(String pool) {
		return "pool " + pool;
	}

	/**
	 * Returns the names of the scopes in which a group's use is counted.
	 */
	List<String> scopes(String pool, String group) {
		return List.of(common().scope(pool, group), poolScope(pool));
	}

	/**
	 * Tells whether a scope belongs to one pool.
	 */
	boolean isOf(String scope, String pool) {
		return scope.startsWith(pool + "/") || scope.equals(poolScope(pool));
	}

	/**
	 * Opens the limits of a pool as a whole, or changes them.
	 */
	PermitScope pool(PoolDefinition pool) {
		ScopeDefinition definition = new ScopeDefinition(poolScope(pool.name()), pool.limits().pool(), List.of(),
				terms(pool, false));
		PoolScope open = this.poolScopes.get(pool.name());
		if (open == null || !open.definition.equals(definition)) {
			open = new PoolScope(definition, this.store.open(definition));
			this.poolScopes.put(pool.name(), open);
		}
		return open.scope;
	}

	private ScopeDefinition.Terms terms(PoolDefinition pool, boolean learns) {
		return new ScopeDefinition.Terms(pool.limits().share(), common().marginCap, learns);
	}

	/**
	 * The limits of a pool as a whole.
	 *
	 * @param definition what they are
	 * @param scope what counts them
	 */
	private record PoolScope(ScopeDefinition definition, PermitScope scope) {
	}

	/**
	 * What goes for all pools.
	 *
	 * @param shared the limits of groups that pools may share
	 * @param marginCap the cap of the margin of limits that name none
	 */
	private record Common(Map<String, List<LimitDefinition>> shared, Duration marginCap) {

		static Common of(Definitions definitions) {
			return new Common(definitions.sharedGroups(), definitions.limitMargin());
		}

		/**
		 * Returns the name of a group's scope.
		 */
		String scope(String pool, String group) {
			return this.shared.containsKey(group) ? QuotaGroup.SHARED + group : pool + "/" + group;
		}

		boolean shares(PoolDefinition pool) {
			return pool.keys()
				.stream()
				.anyMatch((key) -> key.quotaGroup() != null && this.shared.containsKey(key.quotaGroup()));
		}

	}

}
