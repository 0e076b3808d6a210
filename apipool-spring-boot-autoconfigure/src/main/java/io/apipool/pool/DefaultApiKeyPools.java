package io.apipool.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.apipool.ApiKeyPool;
import io.apipool.UnknownPoolException;
import io.apipool.definition.Definitions;
import io.apipool.definition.PoolDefinition;

/**
 * The pools of an application. Internal.
 */
public final class DefaultApiKeyPools implements PoolRegistry, AutoCloseable {

	private final Map<String, DefaultApiKeyPool> pools = new LinkedHashMap<>();

	/**
	 * Opens the pools.
	 * @param definitions what is configured, checked
	 * @param surroundings what they share
	 */
	public DefaultApiKeyPools(Definitions definitions, Surroundings surroundings) {
		QuotaGroups groups = new QuotaGroups(surroundings.store(), definitions);
		List<PoolDefinition> sharing = definitions.pools().values().stream().filter(groups::shares).toList();
		for (PoolDefinition definition : definitions.pools().values()) {
			ModelTable models = ModelTable.of(definition, sharing.contains(definition) ? sharing : List.of(definition));
			PoolCore core = new PoolCore(definition, groups.pool(definition), models, surroundings);
			KeyRoster roster = new KeyRoster(core, groups);
			roster.start(definition.keys());
			this.pools.put(definition.name(), new DefaultApiKeyPool(core, roster));
		}
	}

	@Override
	public PooledCalls get(String name) {
		PooledCalls pool = this.pools.get(name);
		if (pool == null) {
			throw new UnknownPoolException(name, this.pools.keySet());
		}
		return pool;
	}

	@Override
	public Set<String> names() {
		return new LinkedHashSet<>(this.pools.keySet());
	}

	@Override
	public Iterator<ApiKeyPool> iterator() {
		return new ArrayList<ApiKeyPool>(this.pools.values()).iterator();
	}

	/**
	 * Closes the door to waiting: waiting calls end with
	 * {@link io.apipool.PoolClosedException}, later ones take a free key or end so too.
	 */
	public void pause() {
		this.pools.values().forEach((pool) -> {
			pool.core().pause();
			pool.probing().stop();
		});
	}

	/**
	 * Lets calls wait, and keys be probed, unless the pools were closed.
	 */
	public void resume() {
		this.pools.values().forEach((pool) -> {
			pool.core().resume();
			pool.probing().start();
		});
	}

	/**
	 * Closes the pools for ever: waiting calls end with
	 * {@link io.apipool.PoolClosedException}, and so do later ones. Calls that hold a key
	 * end normally.
	 */
	@Override
	public void close() {
		this.pools.values().forEach((pool) -> {
			pool.core().close();
			pool.probing().stop();
		});
	}

}
