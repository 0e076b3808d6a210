package io.apipool.client;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.apipool.ApiKey;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.limit.PermitScope;
import io.apipool.limit.PermitStore;
import io.apipool.limit.ScopeDefinition;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.Surroundings;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys come and go and change again and again, each with a client: what has left is
 * forgotten once it counts no more.
 */
class RefreshGrowthTests {

	private static final int KEYS = 200;

	private static final int REFRESHES = 100;

	private static final Duration ROUND = Duration.ofMillis(500);

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	private final Set<String> counted = new HashSet<>();

	private final List<WeakReference<ApiKey>> made = new ArrayList<>();

	private final Set<String> open = new HashSet<>();

	private final DefaultApiKeyPools pools = new DefaultApiKeyPools(Definitions.of(pool(0)),
			new Surroundings(this.time, counting(new LocalPermitStore(this.time)), Runnable::run, List.of(),
					Surroundings.Classifiers.NONE, Map.of()));

	private final Vendor vendor = RotatingClients.of(this.pools.get("demo"), Vendor.class, this::client);

	/**
	 * In each round two keys leave for new ones, two have another secret, one limit moves
	 * and the list turns.
	 */
	private static PoolDefinition pool(int round) {
		List<KeyDefinition> keys = new ArrayList<>(
				IntStream.range(0, KEYS).mapToObj((place) -> key(place, round)).toList());
		Collections.rotate(keys, round);
		return PoolDefinition.of("demo").withKeys(keys).withLimits((1000 + round % 10) + "/2s");
	}

	private static KeyDefinition key(int place, int round) {
		String id = place + "-" + (round + place % 100) / 100;
		return KeyDefinition.of(id, "secret-" + id + "-" + (round + (place + 50) % 100) / 100);
	}

	private PermitStore counting(PermitStore store) {
		return (PermitStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { PermitStore.class },
				(proxy, method, arguments) -> {
					if (arguments[0] instanceof ScopeDefinition opened) {
						this.counted.add(opened.name());
					}
					else if (method.getName().equals("close")) {
						this.counted.remove(((PermitScope) arguments[0]).name());
					}
					return method.invoke(store, arguments);
				});
	}

	private Vendor client(ApiKey key) {
		String secret = key.value();
		this.made.add(new WeakReference<>(key));
		this.open.add(secret);
		return new Vendor() {

			@Override
			public String ask() {
				return RefreshGrowthTests.this.open.contains(secret) ? secret : "closed " + secret;
			}

			@Override
			public void close() {
				RefreshGrowthTests.this.open.remove(secret);
			}

		};
	}

	private void refresh(int round) {
		this.pools.apply(Definitions.of(pool(round)));
		Set<String> used = IntStream.range(0, KEYS).mapToObj((call) -> this.vendor.ask()).collect(Collectors.toSet());
		assertThat(used).hasSize(KEYS).isEqualTo(this.open);
		this.time.advance(ROUND);
	}

	@Test
	void aHundredRefreshesLeaveNothingBehindOfKeysThatHaveLeft() {
		for (int round = 0; round <= REFRESHES; round++) {
			refresh(round);
			assertThat(this.counted).hasSizeBetween(KEYS, KEYS + 15);
		}
		assertThat(this.made).hasSize(3 * KEYS);
		this.time.advance(Duration.ofSeconds(10));
		this.pools.apply(Definitions.of(pool(REFRESHES + 1)));
		this.pools.apply(Definitions.of(pool(REFRESHES)));
		for (int i = 0; i < 20 && alive() > KEYS; i++) {
			System.gc();
		}
		assertThat(alive()).isLessThanOrEqualTo(KEYS);
	}

	private long alive() {
		return this.made.stream().filter((key) -> key.get() != null).count();
	}

	/**
	 * A vendor's client.
	 */
	interface Vendor extends AutoCloseable {

		String ask();

		@Override
		void close();

	}

}
