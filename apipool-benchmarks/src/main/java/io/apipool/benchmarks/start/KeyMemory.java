package io.apipool.benchmarks.start;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.apipool.ApiKeyPool;
import io.apipool.CallRequest;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.UsageDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.Surroundings;
import io.apipool.test.ManualTimekeeper;
import io.apipool.usage.Incarnation;
import io.apipool.usage.UsageRecorder;

/**
 * The memory that a key takes, definition and secret included: what is alive with a pool
 * less what is alive without it, by the number of keys.
 */
final class KeyMemory {

	/** As many instants as a window tells apart. */
	private static final int INSTANTS = 128;

	private static final CallRequest REQUEST = CallRequest.of("chat").model("large");

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-01-01T12:00:00Z"));

	private final int keys;

	KeyMemory(int keys) {
		this.keys = keys;
	}

	double idle() {
		return bytes(false);
	}

	/**
	 * A key whose windows of a second and of a minute are full of calls at different
	 * instants, all of them counted.
	 */
	double inUse() {
		return bytes(true);
	}

	private double bytes(boolean used) {
		long before = alive();
		try (DefaultApiKeyPools pools = pools()) {
			ApiKeyPool pool = pools.get("bench");
			if (used) {
				call(pool, Duration.ofSeconds(60).dividedBy(INSTANTS - 2));
				call(pool, Duration.ofSeconds(1).dividedBy(INSTANTS - 2));
			}
			double bytes = (double) (alive() - before) / this.keys;
			if (pool.keys().size() != this.keys) {
				throw new IllegalStateException("keys are missing");
			}
			return bytes;
		}
	}

	private void call(ApiKeyPool pool, Duration step) {
		for (int i = 0; i < INSTANTS; i++) {
			for (int key = 0; key < this.keys; key++) {
				pool.acquire(REQUEST).succeeded();
			}
			this.time.advance(step);
		}
	}

	private DefaultApiKeyPools pools() {
		UsageRecorder recorder = new UsageRecorder(new Incarnation("host"), this.time, UsageDefinition.Events.NONE);
		PoolDefinition pool = PoolDefinition.of("bench")
			.withLimits("100M/s", "5000M/m", "1000 concurrent")
			.withKeys(IntStream.range(0, this.keys)
				.mapToObj((i) -> KeyDefinition.of("key-" + i, "secret-" + i))
				.toList());
		DefaultApiKeyPools pools = new DefaultApiKeyPools(Definitions.of(pool),
				new Surroundings(this.time, new LocalPermitStore(this.time), Runnable::run, List.of(recorder),
						Surroundings.Classifiers.NONE, Map.of()));
		pools.resume();
		return pools;
	}

	private static long alive() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
