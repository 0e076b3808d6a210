package io.apipool.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PoolExhaustedException;
import io.apipool.Usage;
import io.apipool.WaitOutcome;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * Moves the meters that calls move. Internal.
 * <p>
 * On the path of a call no meter is looked up by its name and tags, which builds an
 * identifier and sorts tags: a meter is found by the names of pool, key, operation and
 * outcome in maps of our own, without allocation. The key's name is asked for and never
 * the key itself is kept: a meter outlives the key for some minutes, and a secret must
 * not outlive its place in the pool.
 */
public final class PoolMeters implements ApiKeyPoolListener {

	private final Lately<CallMeters> pools;

	private final boolean timed;

	PoolMeters(Supplier<? extends MeterRegistry> registry, boolean keyTag, boolean timed,
			BiConsumer<String, Consumer<PoolReading>> seen) {
		SafeRegistry safe = new SafeRegistry(registry);
		this.timed = timed;
		this.pools = new Lately<>((pool) -> {
			CallMeters meters = new CallMeters(safe, pool, keyTag);
			seen.accept(pool, meters::forgetGone);
			return meters;
		});
	}

	/**
	 * Creates the listener.
	 * @param beans where the registry is; asked when the first meter is needed
	 * @param keyTag whether meters have a tag for the key
	 * @param timed whether attempts are timed here; otherwise observations do it
	 * @param gauges told of each pool that is called; tells in turn which keys are there
	 * @return the listener
	 */
	public static PoolMeters of(BeanFactory beans, boolean keyTag, boolean timed, PoolGauges gauges) {
		return new PoolMeters(SingletonSupplier.of(() -> beans.getBean(MeterRegistry.class)), keyTag, timed,
				gauges::watch);
	}

	@Override
	public void ended(KeyLease lease, CallOutcome outcome, Usage counted, long grantedAt, long endedAt) {
		KeyMeters key = key(lease);
		if (this.timed) {
			key.calls(lease.request().operation(), outcome).record(endedAt - grantedAt, TimeUnit.NANOSECONDS);
		}
		key.tokens(counted);
		if (outcome instanceof CallOutcome.Throttled) {
			key.throttled(outcome);
		}
	}

	@Override
	public void settled(KeyLease lease, String dimension, double reserved, double used) {
		key(lease).settled(dimension, reserved, used);
	}

	@Override
	public void waited(String pool, CallRequest request, Duration waited, WaitOutcome outcome) {
		this.pools.of(pool).waits(outcome).record(waited);
	}

	@Override
	public void refused(String pool, CallRequest request, PoolExhaustedException reason) {
		this.pools.of(pool).exhausted().increment();
	}

	@Override
	public void shadowed(KeyLease lease, String limit) {
		this.pools.of(lease.pool()).shadowed(limit).increment();
	}

	private KeyMeters key(KeyLease lease) {
		return this.pools.of(lease.pool()).key(lease.key().id());
	}

}
