package io.apipool.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.WaitingDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.Surroundings;
import io.apipool.test.ManualTimekeeper;

/**
 * A pool named demo with the keys {@code a} and {@code b}, and what was called.
 */
final class RotatingPool implements ApiKeyPoolListener {

	final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	final List<String> calls = new CopyOnWriteArrayList<>();

	final List<String> ended = new CopyOnWriteArrayList<>();

	final DefaultApiKeyPools pools;

	RotatingPool() {
		PoolDefinition pool = PoolDefinition.of("demo")
			.withKeys(List.of(KeyDefinition.of("a", "secret-a"), KeyDefinition.of("b", "secret-b")));
		WaitingDefinition old = pool.waiting();
		this.pools = new DefaultApiKeyPools(
				Definitions.of(pool.withWaiting(new WaitingDefinition(Duration.ZERO, old.maxWaiting(), old.overflow(),
						old.callTimeout(), old.streamTimeout(), old.leaseTimeout()))),
				new Surroundings(this.time, new LocalPermitStore(this.time), Runnable::run, List.of(this),
						Surroundings.Classifiers.NONE, Map.of()));
	}

	ApiKeyPool pool() {
		return this.pools.get("demo");
	}

	List<String> taken() {
		List<String> taken = List.copyOf(this.calls);
		this.calls.clear();
		return taken;
	}

	int inFlight() {
		return pool().snapshot().inFlight();
	}

	@Override
	public void leased(KeyLease lease) {
		this.calls.add(lease.key().id() + " " + lease.request().operation());
	}

	@Override
	public void ended(KeyLease lease, CallOutcome outcome, Duration latency) {
		this.ended.add(lease.key().id() + " " + outcome.word());
	}

}
