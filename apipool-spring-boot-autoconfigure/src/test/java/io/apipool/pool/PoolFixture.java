package io.apipool.pool;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.KeySnapshot;
import io.apipool.KeyProbe;
import io.apipool.KeyState;
import io.apipool.LimitDiscovery;
import io.apipool.OutcomeClassifier;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderBinding;
import io.apipool.definition.RetryDefinition;
import io.apipool.definition.WaitingDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.selection.KeySelector;
import io.apipool.test.ManualTimekeeper;

/**
 * A pool named demo with keys a, b, c, ... on time that is moved by hand.
 */
final class PoolFixture {

	static final CallRequest REQUEST = CallRequest.of("op");

	static final Duration SECOND = Duration.ofSeconds(1);

	final ManualTimekeeper time;

	final LocalPermitStore store;

	final RecordingListener events = new RecordingListener();

	final List<ApiKeyPoolListener> listeners = new ArrayList<>(List.of(this.events));

	Map<String, KeySelector> selectors = Map.of();

	List<OutcomeClassifier> classifiers = List.of();

	final List<KeyProbe> probes = new ArrayList<>();

	final List<LimitDiscovery> discoveries = new ArrayList<>();

	Executor executor = Runnable::run;

	Histories histories = Histories.NONE;

	private DefaultApiKeyPools pools;

	PoolFixture() {
		this(Instant.parse("2026-11-22T12:00:00Z"));
	}

	PoolFixture(Instant start) {
		this.time = new ManualTimekeeper(start);
		this.store = new LocalPermitStore(this.time);
		this.pools = new DefaultApiKeyPools(Definitions.of(), surroundings());
	}

	static PoolFixture of(PoolDefinition... definitions) {
		return new PoolFixture().open(definitions);
	}

	PoolFixture open(PoolDefinition... definitions) {
		return open(Definitions.of(definitions));
	}

	PoolFixture open(Definitions definitions) {
		this.pools = new DefaultApiKeyPools(definitions, surroundings());
		return this;
	}

	private Surroundings surroundings() {
		return new Surroundings(this.time, this.store, this.executor, this.listeners,
				new Surroundings.Classifiers(this.classifiers, List.of()), this.selectors,
				new ProviderQuestions(() -> this.probes, () -> this.discoveries), this.histories);
	}

	/**
	 * Defines a pool demo that does not wait.
	 */
	static PoolDefinition keys(int count, String... limits) {
		List<KeyDefinition> keys = IntStream.range(0, count)
			.mapToObj((i) -> KeyDefinition.of(name(i), "secret-" + name(i)))
			.toList();
		return waiting(PoolDefinition.of("demo").withKeys(keys).withLimits(limits), Duration.ZERO);
	}

	private static String name(int index) {
		return (index < 26) ? String.valueOf((char) ('a' + index)) : "k" + index;
	}

	static PoolDefinition waiting(PoolDefinition pool, Duration maxWait) {
		WaitingDefinition old = pool.waiting();
		return pool.withWaiting(new WaitingDefinition(maxWait, old.maxWaiting(), old.overflow(), old.callTimeout(),
				old.streamTimeout(), old.leaseTimeout()));
	}

	static PoolDefinition calling(PoolDefinition pool, ProviderBinding target) {
		return new PoolDefinition(pool.name(), pool.keys(), pool.sources(), target, pool.strategy(), pool.limits(),
				pool.waiting(), pool.policies(), pool.custom());
	}

	/**
	 * Lets it be known who answers: then answers may tell limits.
	 */
	static PoolDefinition answered(PoolDefinition pool) {
		return calling(pool, new ProviderBinding(null, URI.create("https://api.example.com"), List.of(), null));
	}

	static PoolDefinition attempts(PoolDefinition pool, int attempts, boolean onFailure) {
		RetryDefinition old = pool.policies().retry();
		return pool.withPolicies(pool.policies()
			.withRetry(new RetryDefinition(attempts, onFailure, old.backoff(), old.maxBackoff(), old.budget())));
	}

	PooledCalls pool() {
		return this.pools.get("demo");
	}

	DefaultApiKeyPools pools() {
		return this.pools;
	}

	/**
	 * Takes a lease, one nanosecond after what was before.
	 */
	KeyLease lease() {
		return lease(REQUEST);
	}

	KeyLease lease(CallRequest request) {
		pass(Duration.ofNanos(1));
		return pool().tryAcquire(request).orElseThrow();
	}

	/**
	 * Takes the next key and ends its lease so.
	 * @return the key's id
	 */
	String attempt(CallOutcome outcome) {
		return attempt(REQUEST, outcome);
	}

	String attempt(CallRequest request, CallOutcome outcome) {
		KeyLease lease = lease(request);
		pass(Duration.ofNanos(1));
		lease.ended(outcome);
		return lease.key().id();
	}

	boolean isServed() {
		return isServed(REQUEST);
	}

	boolean isServed(CallRequest request) {
		return pool().tryAcquire(request).map((lease) -> {
			lease.close();
			return true;
		}).orElse(false);
	}

	void pass(Duration duration) {
		this.time.advance(duration);
	}

	Instant in(Duration duration) {
		return this.time.instant().plus(duration);
	}

	KeySnapshot key(String id) {
		return pool().keys().stream().filter((key) -> key.id().equals(id)).findFirst().orElseThrow();
	}

	KeyState state(String id) {
		return key(id).state();
	}

	/**
	 * Returns how much of a key's limit is counted now.
	 */
	double used(String group, String limit) {
		return pool().snapshot()
			.groups()
			.stream()
			.filter((each) -> each.id().equals(group))
			.flatMap((each) -> each.limits().stream())
			.filter((each) -> each.limit().equals(limit))
			.findFirst()
			.orElseThrow()
			.used();
	}

	int inFlight() {
		return pool().snapshot().inFlight();
	}

}
