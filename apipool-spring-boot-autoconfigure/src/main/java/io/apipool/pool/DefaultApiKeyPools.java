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

	private final Definitions definitions;

	private final Past past;

	private final Recollection recollection;

	private final PoolStates states = new PoolStates(this::cores);

	private final Restoration restoration;

	/**
	 * Opens the pools.
	 * @param definitions what is configured, checked
	 * @param surroundings what they share
	 */
	public DefaultApiKeyPools(Definitions definitions, Surroundings surroundings) {
		this.groups = new QuotaGroups(surroundings.store(), definitions);
		this.surroundings = surroundings;
		this.definitions = definitions;
		this.past = new Past(this.groups);
		this.recollection = new Recollection(this.past, surroundings.store(), this::core);
		this.restoration = new Restoration(surroundings, this.past, this.states, this.recollection);
		List<PoolDefinition> sharing = definitions.pools().values().stream().filter(this.groups::shares).toList();
		for (PoolDefinition definition : definitions.pools().values()) {
			this.pools.put(definition.name(), open(definition, sharing));
		}
		this.restoration.restore(cores(), definitions);
	}

	private List<PoolCore> cores() {
		return all().stream().map(DefaultApiKeyPool::core).toList();
	}

	/**
	 * Returns what is to be kept over restarts.
	 * @return the states of all pools
	 */
	public PoolStates states() {
		return this.states;
	}

	private DefaultApiKeyPool open(PoolDefinition definition, List<PoolDefinition> sharing) {
		ModelTable models = ModelTable.of(definition, sharing.contains(definition) ? sharing : List.of(definition));
		PoolParts parts = new PoolParts(definition, this.groups.pool(definition), models,
				this.definitions.settings().shadow());
		PoolCore core = new PoolCore(parts, this.surroundings, this::core);
		KeyRoster roster = new KeyRoster(core, this.groups, this.recollection);
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
		List<DefaultApiKeyPool> opened = new ArrayList<>();
		DefaultApiKeyPool pool = this.pools.computeIfAbsent(definition.name(), (name) -> {
			this.past.forget(name);
			opened.add(open(definition, List.of()));
			return opened.get(0);
		});
		opened.forEach((own) -> this.restoration.restore(own.core(), this.definitions));
		return pool;
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
		all().forEach(DefaultApiKeyPool::pause);
	}

	/**
	 * Lets calls wait, and keys and limits be asked for, unless the pools were closed.
	 */
	public void resume() {
		all().forEach(DefaultApiKeyPool::resume);
	}

	/**
	 * Closes the pools for ever: waiting calls end with
	 * {@link io.apipool.PoolClosedException}, and so do later ones. Calls that hold a key
	 * end normally.
	 */
	@Override
	public void close() {
		this.restoration.close();
		all().forEach(DefaultApiKeyPool::close);
	}

}
