package io.apipool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.apipool.definition.AdaptiveDefinition;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.RetryDefinition;
import io.apipool.definition.WaitingDefinition;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.ProviderClient;
import io.apipool.honest.Quota;
import io.apipool.honest.RetryAfter;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.Surroundings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pool that knows nothing against a provider that counts. The bounds are wide: the
 * machine that tests may be slow.
 */
@Tag("any-jdk")
class AdaptiveHonestTests {

	private static final int CALLS = 600;

	private static final Quota QUOTA = Quota.fixed(100, Duration.ofMillis(500));

	@ParameterizedTest
	@EnumSource(names = { "NONE", "DECIMALS" })
	void findsTheRateOfAProviderOfWhichNothingIsKnown(RetryAfter retryAfter) throws Exception {
		try (HonestProvider provider = HonestProvider.builder()
			.keys("secret-a")
			.limits(QUOTA)
			.retryAfter(retryAfter)
			.start(); DefaultApiKeyPools pools = pools()) {
			PooledCalls pool = pools.get("honest");
			ProviderClient client = new ProviderClient(provider.uri()).warmUp(8);
			run(pool, client, CALLS);
			assertThat(provider.report().accepted()).isEqualTo(CALLS);
			assertThat(provider.report().beyond()).isPositive().isLessThan(CALLS / 4);
			assertThat(Objects.requireNonNull(pool.snapshot().rate())).isBetween(50.0, 500.0);
			provider.scale(0.5);
			run(pool, client, CALLS / 4);
			assertThat(provider.report().accepted()).isEqualTo(CALLS + CALLS / 4);
			assertThat(provider.report().beyond()).isLessThan(CALLS / 2);
		}
	}

	private static void run(PooledCalls pool, ProviderClient client, int calls) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(16);
		try {
			List<CompletableFuture<String>> all = Stream
				.generate(() -> CompletableFuture
					.supplyAsync(() -> pool.call("load", (ApiKey key) -> client.call(key.value())), executor))
				.limit(calls)
				.toList();
			all.forEach(CompletableFuture::join);
		}
		finally {
			executor.shutdown();
		}
	}

	private static DefaultApiKeyPools pools() {
		Timekeeper timekeeper = Timekeeper.system();
		WaitingDefinition waiting = WaitingDefinition.DEFAULTS;
		PoliciesDefinition old = PoliciesDefinition.DEFAULTS;
		RetryDefinition retry = new RetryDefinition(1000, false, old.retry().backoff(), old.retry().maxBackoff(), 1);
		PoolDefinition definition = PoolDefinition.of("honest")
			.withKeys(List.of(KeyDefinition.of("a", "secret-a")))
			.withPolicies(new PoliciesDefinition(retry, old.cooldown(), old.ban(), old.outcomes(),
					new AdaptiveDefinition(true, 50, 0.01, 1000, 0.0005, 0.98), old.batch()))
			.withWaiting(new WaitingDefinition(Duration.ofMinutes(2), 1000, "reject", waiting.callTimeout(),
					waiting.streamTimeout(), waiting.leaseTimeout()));
		return new DefaultApiKeyPools(Definitions.of(definition), new Surroundings(timekeeper,
				new LocalPermitStore(timekeeper), Runnable::run, List.of(), Surroundings.Classifiers.NONE, Map.of()));
	}

}
