package io.apipool.http;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.apipool.KeySnapshot;
import io.apipool.Timekeeper;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.KeyPlacement;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderBinding;
import io.apipool.definition.ProviderDefinition;
import io.apipool.definition.TokenPaths;
import io.apipool.definition.WaitingDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.Surroundings;
import io.apipool.provider.ApiProviders;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.web.client.RestClient;

/**
 * A pool named demo over the provider named demo.
 */
final class HttpFixture {

	final Timekeeper time;

	final DefaultApiKeyPools pools;

	final HttpPools http;

	private HttpFixture(Timekeeper time, PoolDefinition definition, ProviderDefinition provider, boolean unchecked) {
		this.time = time;
		this.pools = new DefaultApiKeyPools(Definitions.of(definition),
				new Surroundings(time, new LocalPermitStore(time), Runnable::run, new ArrayList<>(),
						new Surroundings.Classifiers(List.of(),
								HttpClassifiers.present(time, HttpFixture.class.getClassLoader())),
						Map.of()));
		this.http = new HttpPools(this.pools, new ApiProviders(Map.of("demo", provider)),
				(other) -> this.pools.get(other.name()), unchecked);
	}

	static HttpFixture of(URI baseUrl, PoolDefinition definition) {
		return of(Timekeeper.system(), definition, provider(baseUrl, KeyPlacement.BEARER));
	}

	static HttpFixture of(Timekeeper time, PoolDefinition definition, ProviderDefinition provider) {
		return new HttpFixture(time, definition, provider, false);
	}

	static HttpFixture unchecked(URI baseUrl, PoolDefinition definition) {
		return new HttpFixture(Timekeeper.system(), definition, provider(baseUrl, KeyPlacement.BEARER), true);
	}

	/**
	 * Defines the provider, which reports tokens as {@code usage.in} and
	 * {@code usage.out}.
	 */
	static ProviderDefinition provider(URI baseUrl, KeyPlacement key) {
		ProviderDefinition plain = ProviderDefinition.unknown("demo");
		return new ProviderDefinition("demo", baseUrl, key, Map.of("X-Version", "7"), plain.limits(), List.of(),
				List.of(),
				new TokenPaths(List.of(List.of("usage.in")), List.of(), List.of(List.of("usage.out")), TokenPaths.END),
				null, null);
	}

	/**
	 * Defines the pool, which does not wait.
	 */
	static PoolDefinition keys(String... secrets) {
		List<KeyDefinition> keys = Stream.of(secrets)
			.map((secret) -> KeyDefinition.of("id-" + secret.replaceAll("[^a-z0-9]", "-"), secret))
			.toList();
		PoolDefinition plain = PoolDefinition.of("demo").withKeys(keys);
		WaitingDefinition old = plain.waiting();
		return new PoolDefinition("demo", keys, plain.sources(), new ProviderBinding("demo", null, List.of(), null),
				plain.strategy(), plain.limits(), new WaitingDefinition(Duration.ZERO, old.maxWaiting(), old.overflow(),
						old.callTimeout(), old.streamTimeout(), old.leaseTimeout()),
				plain.policies(), plain.custom());
	}

	PooledCalls pool() {
		return this.pools.get("demo");
	}

	KeySnapshot key(String secret) {
		return pool().keys().stream().filter((key) -> key.id().equals("id-" + secret)).findFirst().orElseThrow();
	}

	/**
	 * Returns how much of the first key's limit is counted.
	 */
	double used(String limit) {
		return pool().snapshot()
			.groups()
			.stream()
			.flatMap((group) -> group.limits().stream())
			.filter((each) -> each.limit().equals(limit))
			.mapToDouble((each) -> each.used())
			.sum();
	}

	int inFlight() {
		return pool().snapshot().inFlight();
	}

	PooledRestClients clients() {
		return new PooledRestClients(this.http, new DefaultListableBeanFactory());
	}

	RestClient client() {
		return clients().create("demo");
	}

}
