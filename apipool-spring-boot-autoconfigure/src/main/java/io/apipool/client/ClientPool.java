package io.apipool.client;

import java.util.function.Function;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPool;

/**
 * A pool that keeps clients with its keys. Internal: the engine's pools are such.
 */
public interface ClientPool extends ApiKeyPool {

	/**
	 * Returns clients of somebody's own: one a key, made when it is wanted, closed when
	 * its key leaves.
	 * @param name who makes them, for messages
	 * @param maker makes the client of a key
	 * @param <C> the client
	 * @return the clients, none of them made
	 */
	<C> KeyedClients<C> clients(String name, Function<ApiKey, ? extends C> maker);

}
