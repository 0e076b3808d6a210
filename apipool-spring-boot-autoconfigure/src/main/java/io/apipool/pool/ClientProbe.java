package io.apipool.pool;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.apipool.ApiKey;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyProbe;
import io.apipool.PooledKeys;
import io.apipool.Usage;
import io.apipool.client.PooledClientFactory;

/**
 * Probes a key by its client, where a factory of the pool can tell whether that works.
 * Asked within the probe's lease, whose key's client it takes. Internal.
 */
public final class ClientProbe implements KeyProbe {

	private final Function<String, List<PooledClientFactory<Object>>> factories;

	private final Executor executor;

	/**
	 * Creates the probe.
	 * @param factories those factories of a pool that can tell
	 * @param executor where they are asked: they block
	 */
	public ClientProbe(Function<String, List<PooledClientFactory<Object>>> factories, Executor executor) {
		this.factories = factories;
		this.executor = executor;
	}

	@Override
	public boolean supports(String pool) {
		return !this.factories.apply(pool).isEmpty();
	}

	@Override
	public CompletionStage<CallOutcome> probe(String pool, ApiKey key) {
		PooledClientFactory<Object> factory = this.factories.apply(pool).get(0);
		KeyLease lease = PooledKeys.current();
		return CompletableFuture.supplyAsync(() -> outcome(factory, lease), this.executor);
	}

	private static CallOutcome outcome(PooledClientFactory<Object> factory, KeyLease lease) {
		boolean usable = factory.isUsable(LeasedClients.of(factory).of(lease));
		return usable ? new CallOutcome.Succeeded(Usage.none())
				: new CallOutcome.KeyRejected("its client says that the key is not usable");
	}

}
