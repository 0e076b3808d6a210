package io.apipool.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.apipool.ApiKeyPool;
import io.apipool.UnknownPoolException;
import io.apipool.definition.Definitions;
import io.apipool.definition.PoolDefinition;
import io.apipool.selection.KeySelector;
import io.apipool.selection.Strategies;
import org.jspecify.annotations.Nullable;

/**
 * The pools of an application. Internal.
 */
public final class DefaultApiKeyPools implements PoolRegistry, AutoCloseable {

	private final AtomicReference<Map<String, DefaultApiKeyPool>> pools = new AtomicReference<>(Map.of());

	/**
	 * Pools that are configured no more: whoever holds one finds it open if it is back.
	 */
	private final Map<String, DefaultApiKeyPool> retired = new HashMap<>();

	private final QuotaGroups groups;

	private final Surroundings surroundings;

	private final AtomicReference<Definitions> definitions;

	private final Past past;

	private final Recollection recollection;

	private final PoolStates states = new PoolStates(this::cores);

	private final Restoration restoration;

	private final AtomicReference<Consumer<PoolUpkeep>> phase = new AtomicReference<>((pool) -> {
	});

	/**
	 * Opens the pools.
	 * @param definitions what is configured, checked
	 * @param surroundings what they share
	 */
	public DefaultApiKeyPools(Definitions definitions, Surroundings surroundings) {
		this.groups = new QuotaGroups(surroundings.store(), definitions);
		this.surroundings = surroundings;
		this.definitions = new AtomicReference<>(definitions);
		this.past = new Past(this.groups);
		this.recollection = new Recollection(this.past, surroundings.store(), this::core);
		this.restoration = new Restoration(surroundings, this.past, this.states, this.recollection);
		Map<String, ModelTable> models = models(definitions);
		Map<String, DefaultApiKeyPool> opened = new LinkedHashMap<>();
		for (PoolDefinition definition : definitions.pools().values()) {
			opened.put(definition.name(), open(parts(definition, definitions, models, null)));
		}
		this.pools.set(unmodifiable(opened));
		this.restoration.restore(cores(), definitions);
	}

	private static Map<String, DefaultApiKeyPool> unmodifiable(Map<String, DefaultApiKeyPool> pools) {
		return Collections.unmodifiableMap(pools);
	}

	private Map<String, DefaultApiKeyPool> present() {
		return Objects.requireNonNull(this.pools.get());
	}

	private List<PoolCore> cores() {
		return present().values().stream().map(DefaultApiKeyPool::core).toList();
	}

	/**
	 * Returns what is to be kept over restarts.
	 * @return the states of all pools
	 */
	public PoolStates states() {
		return this.states;
	}

	private DefaultApiKeyPool open(PoolParts parts) {
		PoolCore core = new PoolCore(parts, this.surroundings, this::core);
		KeyRoster roster = new KeyRoster(core, this.groups, this.recollection);
		roster.redefine(core.setup(), List.of(), new HashSet<>());
		return new DefaultApiKeyPool(core, roster);
	}

	private Definitions definitions() {
		return Objects.requireNonNull(this.definitions.get());
	}

	/**
	 * Returns how many quota groups are known.
	 */
	int groupCount() {
		return this.groups.size();
	}

	private @Nullable PoolCore core(String name) {
		DefaultApiKeyPool pool = present().get(name);
		return (pool != null) ? pool.core() : null;
	}

	/**
	 * Opens one more pool, which shares no quota group; whoever comes first has opened
	 * it.
	 * @param definition what it is
	 * @return the pool of that name
	 */
	public PooledCalls open(PoolDefinition definition) {
		DefaultApiKeyPool opened;
		synchronized (this.groups) {
			DefaultApiKeyPool known = present().get(definition.name());
			if (known != null) {
				return known;
			}
			this.past.forget(definition.name());
			opened = open(parts(definition, definitions(), models(Definitions.of(definition)), null));
			Map<String, DefaultApiKeyPool> all = new LinkedHashMap<>(present());
			all.put(definition.name(), opened);
			this.pools.set(unmodifiable(all));
		}
		this.restoration.restore(opened.core(), definitions());
		start(opened);
		return opened;
	}

	private void start(DefaultApiKeyPool pool) {
		Objects.requireNonNull(this.phase.get()).accept(pool.upkeep());
	}

	/**
	 * Changes the pools to what is configured now, in one step; calls that hold a key go
	 * on with it. What is wrong changes nothing.
	 * @param next what is configured, checked
	 * @return what has changed
	 * @throws io.apipool.definition.InvalidDefinitionException where that cannot be done
	 * while the pools run
	 */
	public synchronized AppliedChanges apply(Definitions next) {
		Definitions before = definitions();
		if (next.equals(before)) {
			return AppliedChanges.NONE;
		}
		Redefinition change = new Redefinition(before, present());
		synchronized (this.groups) {
			Map<String, ModelTable> models = models(next);
			this.groups.redefine(next);
			next.pools().values().forEach((pool) -> apply(pool, next, models, change));
			change.leaveOut(next).forEach((pool) -> this.retired.put(pool.name(), pool));
			this.pools.set(unmodifiable(change.pools()));
			this.definitions.set(next);
		}
		AppliedChanges changes = change.end();
		present().values().forEach(this::start);
		synchronized (this.groups) {
			this.groups.forget(this.surroundings.timekeeper().nanoTime());
		}
		return changes;
	}

	private void apply(PoolDefinition pool, Definitions all, Map<String, ModelTable> models, Redefinition change) {
		DefaultApiKeyPool known = known(pool.name());
		PoolParts parts = parts(pool, all, models, known);
		if (known != null) {
			change.changed(known, parts, this.retired.remove(pool.name()) != null);
		}
		else {
			change.opened(openRestored(parts, all));
		}
	}

	private @Nullable DefaultApiKeyPool known(String name) {
		DefaultApiKeyPool pool = present().get(name);
		return (pool != null) ? pool : this.retired.get(name);
	}

	private DefaultApiKeyPool openRestored(PoolParts parts, Definitions definitions) {
		this.past.forget(parts.definition().name());
		DefaultApiKeyPool pool = open(parts);
		this.restoration.restore(pool.core(), definitions);
		return pool;
	}

	private Map<String, ModelTable> models(Definitions definitions) {
		return ModelTables.of(definitions.pools().values(), (pool) -> QuotaGroups.shares(pool, definitions), (pool) -> {
			DefaultApiKeyPool known = known(pool.name());
			return (known != null) ? known.core().setup().models().matches() : List.of();
		});
	}

	private PoolParts parts(PoolDefinition definition, Definitions all, Map<String, ModelTable> models,
			@Nullable DefaultApiKeyPool known) {
		ModelTable own = Objects.requireNonNull(models.get(definition.name()));
		PoolSetup before = (known != null) ? known.core().setup() : null;
		boolean same = before != null && before.definition().strategy().equals(definition.strategy());
		KeySelector selector = (before != null && same) ? before.parts().selector() : selector(definition.strategy());
		return new PoolParts(definition, this.groups.pool(definition), own, all.settings().shadow(), selector,
				new Classification(definition, this.surroundings));
	}

	private KeySelector selector(String strategy) {
		KeySelector own = this.surroundings.selectors().get(strategy);
		return (own != null) ? own : Strategies.create(strategy);
	}

	@Override
	public PooledCalls get(String name) {
		PooledCalls pool = present().get(name);
		if (pool == null) {
			throw new UnknownPoolException(name, names());
		}
		return pool;
	}

	@Override
	public Set<String> names() {
		return new LinkedHashSet<>(present().keySet());
	}

	@Override
	public Iterator<ApiKeyPool> iterator() {
		return new ArrayList<ApiKeyPool>(present().values()).iterator();
	}

	private void enter(Consumer<PoolUpkeep> changed) {
		this.phase.set(changed);
		present().values().forEach((pool) -> changed.accept(pool.upkeep()));
	}

	/**
	 * Closes the door to waiting: waiting calls end with
	 * {@link io.apipool.PoolClosedException}, later ones take a free key or end so too.
	 */
	public void pause() {
		enter(PoolUpkeep::pause);
	}

	/**
	 * Lets calls wait, and keys and limits be asked for, unless the pools were closed.
	 */
	public void resume() {
		enter(PoolUpkeep::resume);
	}

	/**
	 * Closes the pools for ever: waiting calls end with
	 * {@link io.apipool.PoolClosedException}, and so do later ones. Calls that hold a key
	 * end normally.
	 */
	@Override
	public void close() {
		this.restoration.close();
		enter(PoolUpkeep::close);
	}

}
