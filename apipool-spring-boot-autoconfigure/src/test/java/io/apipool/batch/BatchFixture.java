package io.apipool.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.FewThreads;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * A pool named demo with keys a, b, c, ... whose provider says what a test lets it say.
 */
final class BatchFixture implements AutoCloseable {

	final List<ApiKeyPoolListener> listeners = new ArrayList<>();

	final Map<Integer, List<String>> keysOf = new ConcurrentHashMap<>();

	private final ExecutorService few = Executors.newFixedThreadPool(2);

	private final Timekeeper time;

	private final DefaultApiKeyPools pools;

	BatchFixture(Timekeeper time, PoolDefinition definition, ApiKeyPoolListener... listeners) {
		this(time, null, definition, listeners);
	}

	private BatchFixture(Timekeeper time, @Nullable Executor executor, PoolDefinition definition,
			ApiKeyPoolListener... listeners) {
		this.time = time;
		this.listeners.addAll(List.of(listeners));
		FewThreads few = this.few::execute;
		Surroundings surroundings = new Surroundings(time, new LocalPermitStore(time),
				(executor != null) ? executor : few, this.listeners,
				new Surroundings.Classifiers(List.of(outcomes()), List.of()), Map.of());
		this.pools = new DefaultApiKeyPools(Definitions.of(definition), surroundings);
		this.pools.resume();
	}

	static BatchFixture of(int keys, String... limits) {
		return new BatchFixture(Timekeeper.system(), keys(keys, limits));
	}

	/**
	 * Lets calls run where they begin: for what does not depend on threads.
	 */
	static BatchFixture withoutThreads(int keys) {
		return new BatchFixture(Timekeeper.system(), Runnable::run, keys(keys));
	}

	static PoolDefinition keys(int count, String... limits) {
		return PoolDefinition.of("demo")
			.withLimits(limits)
			.withKeys(IntStream.range(0, count)
				.mapToObj((i) -> KeyDefinition.of(String.valueOf((char) ('a' + i)), "secret-" + i))
				.toList());
	}

	private static OutcomeClassifier outcomes() {
		return (thrown) -> (thrown instanceof Answer answer) ? answer.outcome() : null;
	}

	PooledCalls pool() {
		return this.pools.get("demo");
	}

	DefaultApiKeyPools pools() {
		return this.pools;
	}

	Timekeeper time() {
		return this.time;
	}

	BatchCall batch() {
		return BatchCall.on(pool(), "prices");
	}

	/**
	 * Remembers which key an item had.
	 */
	void seen(int item, ApiKey key) {
		this.keysOf.computeIfAbsent(item, (id) -> Collections.synchronizedList(new ArrayList<>())).add(key.id());
	}

	Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("apipool-demo"))
			.collect(Collectors.toSet());
	}

	@Override
	public void close() {
		this.pools.close();
		this.few.shutdownNow();
	}

	/**
	 * What a provider answers.
	 */
	static final class Answer extends Exception {

		private final transient @Nullable CallOutcome outcome;

		Answer(@Nullable CallOutcome outcome) {
			super(String.valueOf(outcome));
			this.outcome = outcome;
		}

		static Answer failed() {
			return new Answer(new CallOutcome.Failed(new IllegalStateException("500")));
		}

		static Answer rejected() {
			return new Answer(new CallOutcome.KeyRejected("401"));
		}

		static Answer throttled(Timekeeper time, Duration rest) {
			return new Answer(new CallOutcome.Throttled(time.instant().plus(rest), true));
		}

		@Nullable CallOutcome outcome() {
			return this.outcome;
		}

	}

}
