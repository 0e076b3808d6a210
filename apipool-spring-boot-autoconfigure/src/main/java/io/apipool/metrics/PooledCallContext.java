package io.apipool.metrics;

import java.util.concurrent.atomic.AtomicReference;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an attempt that is observed. It holds no secret and no lease.
 */
public final class PooledCallContext extends Observation.Context {

	private final String pool;

	private final String key;

	private final CallRequest request;

	private final boolean keyTag;

	private final AtomicReference<@Nullable CallOutcome> outcome = new AtomicReference<>();

	PooledCallContext(KeyLease lease, boolean keyTag) {
		this.pool = lease.pool();
		this.key = lease.key().id();
		this.request = lease.request();
		this.keyTag = keyTag;
	}

	/**
	 * Returns the pool.
	 * @return its name
	 */
	public String pool() {
		return this.pool;
	}

	/**
	 * Returns the key.
	 * @return its id
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Returns what was asked for.
	 * @return the request
	 */
	public CallRequest request() {
		return this.request;
	}

	/**
	 * Returns how the attempt ended.
	 * @return the outcome, or null while it runs
	 */
	public @Nullable CallOutcome outcome() {
		return this.outcome.get();
	}

	/**
	 * Tells whether meters have a tag for the key.
	 * @return {@code apipool.metrics.key-tag}
	 */
	public boolean keyTag() {
		return this.keyTag;
	}

	void end(CallOutcome outcome) {
		this.outcome.set(outcome);
	}

}
