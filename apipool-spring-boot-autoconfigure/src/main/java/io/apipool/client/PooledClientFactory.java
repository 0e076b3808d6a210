package io.apipool.client;

import io.apipool.ApiKey;

/**
 * Makes a client object for a key: an SDK's client, a connection. A bean of this type
 * fills in {@link io.apipool.annotation.PooledKey @PooledKey} parameters of the type that
 * it makes. Of several beans that make the same type, the one counts whose name or
 * qualifier is the pool's.
 * <p>
 * There is one client a key. It is made at the first call that wants it, and closed when
 * the key has left the pool or its secret has changed, after the last call that uses it;
 * or when the application's context is closed. Closed means {@link AutoCloseable#close},
 * or a public {@code close()} without parameters.
 *
 * @param <C> the client
 */
@FunctionalInterface
public interface PooledClientFactory<C> {

	/**
	 * Makes the client of a key. What it throws takes out that key alone: it is banned
	 * for {@code ban.duration}, and the call goes on with another one.
	 * @param key the key
	 * @return the client, never null; used by many threads at once
	 */
	C create(ApiKey key);

	/**
	 * Asks the provider, with a cheap call, whether a client's key works. A factory that
	 * overrides this probes the keys of its pool: of the pool that it is named after, and
	 * of those whose annotated methods take its clients. It blocks, and is called away
	 * from other calls.
	 * @param client the client
	 * @return false if the provider does not accept the key; what it throws is classified
	 * as if a call had thrown it
	 */
	default boolean isUsable(C client) {
		return true;
	}

}
