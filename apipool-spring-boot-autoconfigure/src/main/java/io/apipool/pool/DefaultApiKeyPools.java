package io.apipool.pool;

import java.util.ArrayList;
import java.util.Collections;
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
import org.jspecify.annotations.Nullable;

/**
 * The pools of an application. Internal.
 */
public final class DefaultApiKeyPools implements PoolRegistry, AutoCloseable {

	private final Map<String, DefaultApiKeyPool> pools = Collections.synchronizedMap(new LinkedHashMap<>());

	private final QuotaGroups groups;

	private final Surroundings surroundings;

	/**
	 * Opens the pools.
	 * @param definitions what is configured, checked
	 * @param surroundings what they share
	 */
	public DefaultApiKeyPools(Definitions definitions, Surroundings surroundings) {
		this.groups = new QuotaGroups(surroundings.store(), definitions);
		this.surroundings = surroundings;
		List<PoolDefinition> sharing = definitions.pools().values().stream().filter(this.groups::shares).toList();
		for (PoolDefinition definition : definitions.pools().values()) {
			this.pools.put(definition.name(), open(definition, sharing));
		}
	}

	private DefaultApiKeyPool open(PoolDefinition definition, List<PoolDefinition> sharing) {
		ModelTable models = ModelTable.of(definition, sharing.contains(definition) ? sharing : List.of(definition));
		PoolCore core = new PoolCore(definition, this.groups.pool(definition), models, this.surroundings, this::core);
		KeyRoster roster = new KeyRoster(core, this.groups);
		roster.start(definition.keys());
		return new DefaultApiKeyPool(core, roster);
	}

	private @Nullable PoolCore core(String name) {
		DefaultApiKeyPool pool = this.pools.get(name);
		return (pool != null) ? pool.core() : null;
	}

	/**
	 * Opens one more pool, which shares no quota group; whoever comes first has opened
	 * it.
	 * @param definition what it is
	 * @return the pool of that name
	 */
	public PooledCalls open(PoolDefinition definition) {
		return this.pools.computeIfAbsent(definition.name(), (name) -> open(definition, List.of()));
	}

	@Override
	public PooledCalls get(String name) {
		PooledCalls pool = this.pools.get(name);
		if (pool == null) {
			throw new UnknownPoolException(name, names());
		}
		return pool;
	}

	@Override
	public Set<String> names() {
		synchronized (this.pools) {
			return new LinkedHashSet<>(this.pools.keySet());
		}
	}

	@Override
	public Iterator<ApiKeyPool> iterator() {
		return new ArrayList<ApiKeyPool>(all()).iterator();
	}

	private List<DefaultApiKeyPool> all() {
		synchronized (this.pools) {
			return List.copyOf(this.pools.values());
		}
	}

	/**
	 * Closes the door to waiting: waiting calls end with
	 * {@link io.apipool.PoolClosedException}, later ones take a free key or end so too.
	 */
	public void pause() {
		all().forEach((pool) -> {
			pool.core().pause();
			pool.probing().stop();
		});
	}

	/**
	 * Lets calls wait, and keys be probed, unless the pools were closed.
	 */
	public void resume() {
		all().forEach((pool) -> {
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
		all().forEach((pool) -> {
			pool.core().close();
			pool.probing().stop();
		});
	}

}
