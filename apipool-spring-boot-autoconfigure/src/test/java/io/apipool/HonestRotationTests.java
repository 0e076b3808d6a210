package io.apipool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.WaitingDefinition;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Load;
import io.apipool.honest.LoadResult;
import io.apipool.honest.Quota;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.Surroundings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that come and go all the time under a load that never relents, against a provider
 * that counts: a key that comes back has not forgotten what it used.
 */
@Tag("any-jdk")
class HonestRotationTests {

	private static final Duration WINDOW = Duration.ofSeconds(2);

	private static final List<KeyDefinition> KEYS = IntStream.range(0, 6)
		.mapToObj((i) -> KeyDefinition.of("k" + i, "secret-" + i))
		.toList();

	private final AtomicBoolean over = new AtomicBoolean();

	private static PoolDefinition pool() {
		WaitingDefinition defaults = WaitingDefinition.DEFAULTS;
		return PoolDefinition.of("honest")
			.withKeys(KEYS)
			.withLimits("8/2s margin 1900ms")
			.withWaiting(new WaitingDefinition(Duration.ofMinutes(2), 1000, "reject", defaults.callTimeout(),
					defaults.streamTimeout(), defaults.leaseTimeout()));
	}

	@Test
	void noCallIsBeyondALimitWhileKeysComeAndGo() throws InterruptedException {
		Timekeeper timekeeper = Timekeeper.system();
		try (HonestProvider provider = HonestProvider.builder()
			.keys(KEYS.stream().map((key) -> key.secret().value()).toArray(String[]::new))
			.limits(Quota.sliding(8, WINDOW))
			.jitter(Duration.ofMillis(20))
			.start();
				DefaultApiKeyPools pools = new DefaultApiKeyPools(Definitions.of(pool()),
						new Surroundings(timekeeper, new LocalPermitStore(timekeeper), Runnable::run, List.of(),
								Surroundings.Classifiers.NONE, Map.of()))) {
			PooledCalls pool = pools.get("honest");
			Load load = new Load(provider, 100, 6, WINDOW);
			CompletableFuture<Integer> rotation = CompletableFuture.supplyAsync(() -> rotate(pool));
			LoadResult result = load.run((sender) -> pool.run("load", (key) -> sender.send(key.value())));
			this.over.set(true);
			assertThat(rotation.join()).as("how often a key was taken out").isGreaterThan(1000);
			assertThat(result.goodput().share()).as("used: %s", result).isGreaterThan(0.5);
			assertThat(result.report().beyond()).as("beyond: %s", result).isZero();
			assertThat(result.failed()).isEmpty();
			assertThat(pool.snapshot().inFlight()).isZero();
			assertThat(pool.keys()).hasSize(KEYS.size());
		}
	}

	/**
	 * Takes one key after the other out and puts it back, without a pause.
	 * @return how often
	 */
	private int rotate(PooledCalls pool) {
		int i = 0;
		for (; !this.over.get(); i++) {
			KeyDefinition key = KEYS.get(i % KEYS.size());
			pool.remove(key.id());
			Thread.yield();
			pool.add(key);
		}
		return i;
	}

}
