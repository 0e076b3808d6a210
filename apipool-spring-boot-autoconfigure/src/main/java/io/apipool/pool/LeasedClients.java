package io.apipool.pool;

import java.util.concurrent.CancellationException;
import java.util.function.Function;

import io.apipool.ApiKey;
import io.apipool.KeyLease;
import io.apipool.client.KeyedClients;
import io.apipool.client.PooledClientFactory;

/**
 * The clients that one factory makes: one a key, kept with it. Internal.
 *
 * @param <C> the client
 */
public final class LeasedClients<C> implements KeyedClients<C> {

	private final Object owner;

	private final ClientSource source;

	private LeasedClients(Object owner, ClientSource source) {
		this.owner = owner;
		this.source = source;
	}

	/**
	 * Returns the clients of a factory: the same, whoever asks for them.
	 * @param factory makes them
	 * @param <C> the client
	 * @return its clients
	 */
	public static <C> LeasedClients<C> of(PooledClientFactory<C> factory) {
		return new LeasedClients<>(factory, new ClientSource(name(factory), factory::create));
	}

	private static String name(PooledClientFactory<?> factory) {
		Class<?> type = factory.getClass();
		return (type.isHidden() || type.isAnonymousClass()) ? "its PooledClientFactory" : type.getSimpleName();
	}

	static <C> LeasedClients<C> of(String name, Function<ApiKey, ? extends C> maker) {
		return new LeasedClients<>(new Object(), new ClientSource(name, maker));
	}

	@Override
	@SuppressWarnings("unchecked")
	public C of(KeyLease lease) {
		Lease own = (Lease) lease;
		KeyClients clients = own.pooledKey().clients();
		this.source.check();
		try {
			return (C) clients.of(own, this.owner, this.source);
		}
		catch (Throwable ex) {
			boolean cancelled = ex instanceof CancellationException || Thread.currentThread().isInterrupted();
			if (!cancelled && !own.is(Lease.ENDED)) {
				own.hasNoClient();
			}
			throw ex;
		}
	}

	@Override
	public void close() {
		this.source.close(this.owner);
	}

}
