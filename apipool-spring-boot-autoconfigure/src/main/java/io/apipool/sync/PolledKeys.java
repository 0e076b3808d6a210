package io.apipool.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.apipool.Timekeeper;
import io.apipool.definition.Definitions;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.KeyUnion;
import io.apipool.definition.PolledDefinitionSource;
import io.apipool.definition.PoolDefinition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The keys that sources of the application answer, united with those of the
 * configuration. An answer that is refused is dropped, and the one before stays: what one
 * source has wrong keeps nothing else from changing. Internal.
 */
public final class PolledKeys implements UnaryOperator<Definitions>, AutoCloseable {

	private static final Log logger = LogFactory.getLog(PolledKeys.class);

	/** The application waits so long for the first answers. */
	private static final Duration FIRST_ANSWERS = Duration.ofSeconds(5);

	private final List<PolledSource> sources;

	private final Map<PolledSource, List<KeyDefinition>> answers = new ConcurrentHashMap<>();

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean started = new AtomicBoolean();

	/**
	 * Creates it, stopped.
	 * @param sources the sources, in their order: the first wins
	 */
	PolledKeys(List<PolledSource> sources) {
		this.sources = List.copyOf(sources);
	}

	/**
	 * Creates it, stopped.
	 * @param sources the sources by their names, in their order: the first wins
	 * @param pools tells how a pool is configured now
	 * @param timekeeper the source of time
	 * @param executor where a source may block
	 * @return the keys of all sources
	 */
	public static PolledKeys of(Map<String, PolledDefinitionSource> sources, Function<String, PoolDefinition> pools,
			Timekeeper timekeeper, Executor executor) {
		List<PolledSource> polled = new ArrayList<>();
		sources.forEach((name, source) -> polled
			.add(new PolledSource(name, source, () -> timing(pools.apply(source.pool())), timekeeper, executor)));
		return new PolledKeys(polled);
	}

	private static PolledSource.Timing timing(PoolDefinition pool) {
		return new PolledSource.Timing(pool.sources().refreshInterval(), pool.waiting().callTimeout());
	}

	/**
	 * Adds the keys that were answered so far.
	 * @param configured the configuration
	 * @return the same with all keys
	 * @throws InvalidDefinitionException where one cannot be a key, or none is left
	 */
	@Override
	public Definitions apply(Definitions configured) {
		Map<String, List<PolledSource>> answered = new HashMap<>();
		for (PolledSource source : this.sources) {
			if (this.answers.containsKey(source)) {
				answered.computeIfAbsent(source.pool(), (pool) -> new ArrayList<>()).add(source);
			}
		}
		if (answered.isEmpty()) {
			return configured;
		}
		Map<String, PoolDefinition> pools = new LinkedHashMap<>(configured.pools());
		pools.replaceAll((name, pool) -> united(pool, answered.getOrDefault(name, List.of())));
		return new Definitions(pools, configured.sharedGroups(), configured.rateLimits(), configured.limitMargin(),
				configured.settings(), configured.providers());
	}

	private PoolDefinition united(PoolDefinition pool, List<PolledSource> answered) {
		if (answered.isEmpty()) {
			return pool;
		}
		KeyUnion union = new KeyUnion(pool, this::tell);
		answered.forEach((source) -> union.add(source.name(), this.answers.getOrDefault(source, List.of())));
		return checked(union.united());
	}

	private static PoolDefinition checked(PoolDefinition pool) {
		if (pool.keys().isEmpty() && !pool.sources().allowEmpty()) {
			throw new InvalidDefinitionException("apipool.pools." + pool.name() + ".keys", null,
					"has no key left: its sources have none",
					"let a source have a key, or set apipool.pools." + pool.name() + ".allow-empty: true");
		}
		return pool;
	}

	private void tell(String mistake) {
		if (this.told.add(mistake)) {
			logger.error(mistake);
		}
	}

	/**
	 * Asks all sources, and waits a little for their first answers. Those that come later
	 * are taken in when they come.
	 * @param synchronizer brings what runs to what was answered
	 */
	public void start(DefinitionSynchronizer synchronizer) {
		if (this.sources.isEmpty()) {
			return;
		}
		PolledSource.Answers later = (source, keys) -> answered(source, keys, synchronizer);
		Map<PolledSource, CompletableFuture<List<KeyDefinition>>> first = this.sources.stream()
			.collect(Collectors.toMap((source) -> source, (source) -> source.start(later)));
		await(first.values().toArray(new CompletableFuture<?>[0]));
		this.started.set(true);
		for (PolledSource source : this.sources) {
			CompletableFuture<List<KeyDefinition>> answer = first.get(source);
			if (answer != null && answer.isDone() && !answer.isCompletedExceptionally()) {
				take(source, answer.join(), synchronizer::begin);
			}
		}
	}

	private static void await(CompletableFuture<?>[] answers) {
		try {
			CompletableFuture.allOf(answers).get(FIRST_ANSWERS.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			logger.warn("Not every source of keys has answered within " + FIRST_ANSWERS.toSeconds()
					+ " s; their keys join when they do");
		}
		catch (ExecutionException ex) {
			logger.debug("A source has failed, and has said so", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void answered(PolledSource source, List<KeyDefinition> keys, DefinitionSynchronizer synchronizer) {
		if (this.started.get() && !keys.equals(this.answers.get(source))) {
			take(source, keys, synchronizer::synchronize);
		}
	}

	private void take(PolledSource source, List<KeyDefinition> keys, Supplier<Refresh> refresh) {
		List<KeyDefinition> before = this.answers.put(source, keys);
		if (refresh.get().refusal() == null) {
			return;
		}
		if (before != null) {
			this.answers.put(source, before);
		}
		else {
			this.answers.remove(source);
		}
	}

	/**
	 * Tells which sources of a pool fail.
	 * @param pool the pool's name
	 * @return a sentence for each, without secrets
	 */
	public List<String> troubles(String pool) {
		List<String> troubles = new ArrayList<>();
		for (PolledSource source : this.sources) {
			String trouble = source.trouble();
			if (trouble != null && source.pool().equals(pool)) {
				troubles.add(trouble);
			}
		}
		return troubles;
	}

	/**
	 * Asks no more.
	 */
	@Override
	public void close() {
		this.sources.forEach(PolledSource::close);
	}

}
