package io.apipool.client;

import io.apipool.KeyLease;

/**
 * Clients of which there is one a key. Internal.
 *
 * @param <C> the client
 */
public interface KeyedClients<C> extends AutoCloseable {

	/**
	 * Returns the client of a lease's key. Where it cannot be made, the key is banned
	 * when the attempt ends, and the call may be tried again: nothing was sent.
	 * @param lease the lease of the attempt
	 * @return the client, open until the lease has ended
	 * @throws IllegalStateException if the clients, or the lease, are closed
	 */
	C of(KeyLease lease);

	/**
	 * Closes all clients that were made, in use or not. There will be no others.
	 */
	@Override
	void close();

}
