package io.apipool.benchmarks.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.apipool.ApiKeyPoolListener;
import io.apipool.Timekeeper;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyPlacement;
import io.apipool.definition.LimitAnnouncement;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderBinding;
import io.apipool.definition.ProviderDefinition;
import io.apipool.definition.ProviderLimits;
import io.apipool.definition.TokenPaths;
import io.apipool.definition.WaitingDefinition;
import io.apipool.http.HttpClassifiers;
import io.apipool.http.HttpPools;
import io.apipool.http.PooledRestClients;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.Surroundings;
import io.apipool.provider.ApiProviders;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * A {@code RestClient} over a pool, without an application around it. It knows of its
 * provider nothing but the address.
 */
public final class PooledClient implements AutoCloseable {

	private static final String NAME = "provider";

	private final DefaultApiKeyPools pools;

	private final RestClient client;

	/**
	 * Creates a client.
	 * @param provider where the provider listens
	 * @param pool the pool; its provider is set, and that its calls wait long enough
	 * @param factory creates the requests
	 */
	public PooledClient(URI provider, PoolDefinition pool, ClientHttpRequestFactory factory) {
		this(new Target(provider, false, factory), pool, Timekeeper.system(), new ArrayList<>());
	}

	/**
	 * Creates a client.
	 * @param target what it calls
	 * @param pool the pool; its provider is set, and that its calls wait long enough
	 * @param time the pool's time
	 * @param listeners told of its calls
	 */
	public PooledClient(Target target, PoolDefinition pool, Timekeeper time, List<ApiKeyPoolListener> listeners) {
		PoolDefinition definition = patient(pool);
		this.pools = new DefaultApiKeyPools(Definitions.of(definition),
				new Surroundings(time, new LocalPermitStore(time), Runnable::run, listeners,
						new Surroundings.Classifiers(List.of(),
								HttpClassifiers.present(time, PooledClient.class.getClassLoader())),
						Map.of()));
		HttpPools http = new HttpPools(this.pools, new ApiProviders(Map.of(NAME, definition(target))),
				(other) -> this.pools.get(other.name()), false);
		this.client = new PooledRestClients(http, new StaticListableBeanFactory()).builder(definition.name())
			.requestFactory(target.factory())
			.build();
	}

	/**
	 * Returns the client.
	 * @return a client whose requests carry keys of the pool
	 */
	public RestClient client() {
		return this.client;
	}

	/**
	 * Creates what sends requests, with connections that are open.
	 * @param provider where the provider listens
	 * @param path what is asked for to open a connection
	 * @param connections how many
	 * @return the factory
	 */
	public static ClientHttpRequestFactory connected(URI provider, String path, int connections) {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		ClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(http);
		RestClient bare = RestClient.builder().baseUrl(provider).requestFactory(factory).build();
		ExecutorService threads = Executors.newFixedThreadPool(connections);
		Stream
			.generate(
					() -> CompletableFuture.runAsync(() -> bare.get().uri(path).retrieve().toBodilessEntity(), threads))
			.limit(connections)
			.toList()
			.forEach(CompletableFuture::join);
		threads.shutdown();
		return factory;
	}

	private static PoolDefinition patient(PoolDefinition pool) {
		WaitingDefinition old = pool.waiting();
		return new PoolDefinition(pool.name(), pool.keys(), pool.sources(),
				new ProviderBinding(NAME, null, List.of(), null), pool.strategy(), pool.limits(),
				new WaitingDefinition(Duration.ofMinutes(5), 1000, old.overflow(), old.callTimeout(),
						old.streamTimeout(), old.leaseTimeout()),
				pool.policies(), pool.custom());
	}

	private static ProviderDefinition definition(Target target) {
		LimitAnnouncement up = new LimitAnnouncement(LimitDefinition.REQUESTS, LimitDefinition.REQUESTS,
				"x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", LimitAnnouncement.AUTO, null, true,
				null);
		return new ProviderDefinition(NAME, target.provider(), KeyPlacement.BEARER, Map.of(), ProviderLimits.UNKNOWN,
				target.roundsUp() ? List.of(up) : List.of(), List.of(), TokenPaths.NONE, null, null);
	}

	@Override
	public void close() {
		this.pools.close();
	}

	/**
	 * What a client calls.
	 *
	 * @param provider where the provider listens
	 * @param roundsUp whether the provider is known to round its resets up
	 * @param factory creates the requests
	 */
	public record Target(URI provider, boolean roundsUp, ClientHttpRequestFactory factory) {
	}

}
