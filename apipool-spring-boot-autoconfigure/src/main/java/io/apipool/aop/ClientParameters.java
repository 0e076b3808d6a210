package io.apipool.aop;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.client.ClientFactories;
import io.apipool.pool.LeasedClients;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.function.SingletonSupplier;

/**
 * Parameters that are filled in with the client of a key, and who makes it.
 */
final class ClientParameters {

	private final ClientFactories factories;

	private final Map<String, Set<String>> byPool = new ConcurrentHashMap<>();

	ClientParameters(ClientFactories factories) {
		this.factories = factories;
	}

	/**
	 * Returns what fills a parameter in. The factory is created at the first call.
	 * @throws MistakeException if it is not clear who makes it
	 */
	KeyParameter of(MethodParameter parameter, String pool) {
		ResolvableType client = ResolvableType.forMethodParameter(parameter);
		List<String> making = this.factories.making(client, pool);
		String shown = shown(client);
		if (making.isEmpty()) {
			throw new MistakeException("nobody makes the @PooledKey " + shown,
					"Declare a bean of type PooledClientFactory<" + shown
							+ ">, or take a String (the secret), an ApiKey or a KeyLease.");
		}
		if (making.size() > 1) {
			throw new MistakeException("several beans make the @PooledKey " + shown + ": " + String.join(", ", making),
					"Give one of them the pool's name or qualifier, '" + pool + "', or make one @Primary.");
		}
		String bean = making.get(0);
		this.byPool.computeIfAbsent(pool, (name) -> ConcurrentHashMap.newKeySet()).add(bean);
		SingletonSupplier<LeasedClients<Object>> clients = SingletonSupplier
			.of(() -> LeasedClients.of(this.factories.get(bean)));
		return (lease) -> clients.obtain().of(lease);
	}

	/**
	 * Returns the factories whose clients a pool's methods take.
	 */
	Set<String> of(String pool) {
		return this.byPool.getOrDefault(pool, Collections.emptySet());
	}

	private static String shown(ResolvableType type) {
		return type.toString().replaceAll("[a-z][\\w]*\\.", "").replace('$', '.');
	}

}
