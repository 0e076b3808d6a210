package io.apipool.batch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.apipool.KeyState;
import io.apipool.Timekeeper;
import io.apipool.definition.BanDefinition;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.honest.Fault;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.ProviderClient;
import io.apipool.honest.ProviderException;
import io.apipool.honest.Quota;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand items against a provider that counts, throttles, fails and rejects a key
 * in the middle.
 */
@Timeout(120)
class HonestBatchTests {

	private static final String[] KEYS = IntStream.range(0, 10).mapToObj((i) -> "secret-" + i).toArray(String[]::new);

	private static final int ITEMS = 10_000;

	private static final int REPEATED = 300;

	private static PoolDefinition pool() {
		PoliciesDefinition old = PoliciesDefinition.DEFAULTS;
		return PoolDefinition.of("demo")
			.withKeys(List.of(KEYS).stream().map((secret) -> KeyDefinition.of(secret, secret)).toList())
			.withLimits("200/s margin 900ms")
			.withPolicies(new PoliciesDefinition(old.retry(), old.cooldown(),
					new BanDefinition(20, Duration.ofMillis(100)), old.outcomes(), old.adaptive(), old.batch()));
	}

	@Test
	void everyIdSucceedsAtMostOnceAndNothingIsLost() {
		Map<Integer, AtomicInteger> successes = new ConcurrentHashMap<>();
		AtomicInteger ended = new AtomicInteger();
		List<Integer> items = IntStream.range(0, ITEMS).map((item) -> item % (ITEMS - REPEATED)).boxed().toList();
		try (HonestProvider provider = HonestProvider.builder()
			.keys(KEYS)
			.limits(Quota.sliding(200, Duration.ofSeconds(1)))
			.start(); BatchFixture fixture = new BatchFixture(Timekeeper.system(), pool())) {
			provider.faults(Fault.status(429).retryAfter("0.02").share(0.05), Fault.status(500).share(0.01));
			ProviderClient client = new ProviderClient(provider.uri()).warmUp(40);
			BatchResult<Integer, String> result = fixture.batch().concurrency(40).retries(3).onProgress((progress) -> {
				if (progress.done() > ITEMS / 2 && ended.getAndIncrement() == 0) {
					provider.reject(KEYS[3]);
				}
			}).run(items, (item) -> item, (item, key) -> {
				String answer = client.call(key.value());
				successes.computeIfAbsent(item, (id) -> new AtomicInteger()).incrementAndGet();
				return answer;
			});
			assertThat(result.total()).isEqualTo(ITEMS - REPEATED);
			assertThat(result.succeeded() + result.failed()).isEqualTo(result.total());
			assertThat(successes.values()).allSatisfy((count) -> assertThat(count).hasValue(1));
			assertThat(successes).hasSize((int) result.succeeded());
			assertThat(provider.report().beyond()).isZero();
			assertThat(provider.report().accepted()).isEqualTo(result.succeeded());
			assertThat(result.errors().values()).hasOnlyElementsOfType(ProviderException.class);
			assertThat(result.failed()).isLessThan(10);
			assertThat(result.bannedKeys()).containsKey(KEYS[3]);
			assertThat(fixture.pool().keys()).filteredOn((key) -> key.id().equals(KEYS[3]))
				.allSatisfy((key) -> assertThat(key.state()).isEqualTo(KeyState.INVALID));
			assertThat(fixture.pool().snapshot().inFlight()).isZero();
			System.out.println(result + ", " + provider.report() + ", " + provider.report().rejected() + " rejected");
		}
	}

}
