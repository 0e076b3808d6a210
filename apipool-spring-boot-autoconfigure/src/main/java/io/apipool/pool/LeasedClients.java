package io.apipool.pool;

import java.util.concurrent.CancellationException;

import io.apipool.KeyLease;
import io.apipool.client.PooledClientFactory;

/**
 * The clients that one factory makes: one a key, kept with it. Internal.
 *
 * @param <C> the client
 */
public final class LeasedClients<C> {

	private final ClientSource source;

	private LeasedClients(ClientSource source) {
		this.source = source;
	}

	/**
	 * Returns the clients of a factory: the same, whoever asks for them.
	 * @param factory makes them
	 * @param <C> the client
	 * @return its clients
	 */
	public static <C> LeasedClients<C> of(PooledClientFactory<C> factory) {
		return new LeasedClients<>(new ClientSource(factory, factory.getClass().getSimpleName(), factory::create));
	}

	/**
	 * Returns the client of a lease's key. Where it cannot be made, the key is banned
	 * when the attempt ends, and the call may be tried again: nothing was sent.
	 * @param lease the lease of the attempt
	 * @return the client, open until the lease has ended
	 * @throws RuntimeException what the factory threw, whatever it is
	 */
	@SuppressWarnings("unchecked")
	public C of(KeyLease lease) {
		Lease own = (Lease) lease;
		try {
			return (C) own.pooledKey().clients().of(own, this.source);
		}
		catch (Throwable ex) {
			boolean cancelled = ex instanceof CancellationException || Thread.currentThread().isInterrupted();
			if (!cancelled && !own.is(Lease.ENDED)) {
				own.hasNoClient();
			}
			throw ex;
		}
	}

}
