package io.apipool.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.apipool.definition.Definitions;
import io.apipool.definition.PoolDefinition;

/**
 * One change of the configuration, pool by pool, and what it has changed.
 */
final class Redefinition {

	private final Definitions before;

	private final Map<String, DefaultApiKeyPool> present;

	private final Map<String, DefaultApiKeyPool> pools = new LinkedHashMap<>();

	private final Set<QuotaGroup> done = new HashSet<>();

	private final List<KeyChanges> keys = new ArrayList<>();

	private final List<DefaultApiKeyPool> removed = new ArrayList<>();

	private final Set<String> added = new LinkedHashSet<>();

	private final Set<String> redefined = new LinkedHashSet<>();

	/**
	 * Starts.
	 * @param before what was configured until now
	 * @param present the pools that are open
	 */
	Redefinition(Definitions before, Map<String, DefaultApiKeyPool> present) {
		this.before = before;
		this.present = present;
	}

	/**
	 * Changes a pool.
	 * @param isBack whether it was closed
	 */
	void changed(DefaultApiKeyPool pool, PoolParts parts, boolean isBack) {
		PoolDefinition configured = this.before.pools().get(pool.name());
		PoolDefinition old = pool.core().setup().definition();
		this.keys.add(pool.upkeep().redefine(parts, isBack ? List.of() : old.keys(), this.done));
		this.pools.put(pool.name(), pool);
		if (isBack) {
			pool.upkeep().reopen();
		}
		if (isBack || configured == null) {
			this.added.add(pool.name());
		}
		else if (!old.withKeys(List.of()).equals(parts.definition().withKeys(List.of()))) {
			this.redefined.add(pool.name());
		}
	}

	/**
	 * Takes a pool in that was opened just now.
	 */
	void opened(DefaultApiKeyPool pool) {
		this.pools.put(pool.name(), pool);
		this.added.add(pool.name());
		Set<String> ids = new LinkedHashSet<>();
		pool.core().ring().configured().forEach((seat) -> ids.add(seat.id()));
		this.keys.add(new KeyChanges(pool.name(), ids, Set.of(), Set.of(), Set.of()));
	}

	/**
	 * Leaves out the pools that are configured no more, and keeps those that never were.
	 * @return those that are left out
	 */
	List<DefaultApiKeyPool> leaveOut(Definitions next) {
		this.present.forEach((name, pool) -> {
			if (!next.pools().containsKey(name)) {
				if (this.before.pools().containsKey(name)) {
					this.removed.add(pool);
				}
				else {
					this.pools.put(name, pool);
				}
			}
		});
		return this.removed;
	}

	/**
	 * Returns the pools as they are from now on, in the order of the configuration.
	 */
	Map<String, DefaultApiKeyPool> pools() {
		return this.pools;
	}

	/**
	 * Lets those know that wait, and those that listen; with no lock held.
	 */
	AppliedChanges end() {
		Set<String> names = new LinkedHashSet<>();
		for (DefaultApiKeyPool pool : this.removed) {
			this.keys.add(pool.upkeep().retire());
			names.add(pool.name());
		}
		this.pools.values().forEach((pool) -> pool.upkeep().redefined());
		return new AppliedChanges(this.keys, this.added, names, this.redefined);
	}

}
