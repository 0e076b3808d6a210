package io.apipool;

import java.time.Duration;

/**
 * Told of what happens in the pools. Beans of this type are registered. Called on the
 * call's own path: implementations must be quick and must not block. What they throw is
 * caught and logged, and never breaks a call.
 */
public interface ApiKeyPoolListener {

	/**
	 * A key was granted to an attempt.
	 * @param lease the lease
	 */
	default void leased(KeyLease lease) {
	}

	/**
	 * An attempt ended.
	 * @param lease the lease
	 * @param outcome how it ended
	 * @param latency the time since it was granted
	 */
	default void ended(KeyLease lease, CallOutcome outcome, Duration latency) {
	}

	/**
	 * An attempt ended: what the pool calls. Whoever overrides this one is told more, and
	 * saves the making of a duration; by default the shorter form is told.
	 * @param lease the lease
	 * @param outcome how it ended
	 * @param counted what the provider has counted, by dimension; {@code requests} only
	 * where it is not one
	 * @param grantedAt when it was granted, in the timekeeper's nanoseconds
	 * @param endedAt when it ended
	 */
	default void ended(KeyLease lease, CallOutcome outcome, Usage counted, long grantedAt, long endedAt) {
		ended(lease, outcome, Duration.ofNanos(endedAt - grantedAt));
	}

	/**
	 * A call got no key.
	 * @param pool the pool's name
	 * @param request what was asked for
	 * @param reason what the caller sees
	 */
	default void refused(String pool, CallRequest request, PoolExhaustedException reason) {
	}

	/**
	 * A key's state changed.
	 * @param pool the pool's name
	 * @param key the key's id
	 * @param from the state before
	 * @param to the state now
	 * @param reason why
	 */
	default void stateChanged(String pool, String key, KeyState from, KeyState to, String reason) {
	}

	/**
	 * A call waited.
	 * @param pool the pool's name
	 * @param request what was asked for
	 * @param waited how long
	 * @param outcome how waiting ended
	 */
	default void waited(String pool, CallRequest request, Duration waited, WaitOutcome outcome) {
	}

	/**
	 * A limit would have refused an attempt, and {@code apipool.shadow} let it go on.
	 * @param lease the lease
	 * @param limit the limit's text
	 */
	default void shadowed(KeyLease lease, String limit) {
	}

	/**
	 * A dimension was settled.
	 * @param lease the lease
	 * @param dimension the dimension
	 * @param reserved what was reserved at the start
	 * @param used what stays counted
	 */
	default void settled(KeyLease lease, String dimension, double reserved, double used) {
	}

	/**
	 * A batch has begun.
	 * @param batch the batch; its numbers go on
	 */
	default void batchStarted(RunningBatch batch) {
	}

	/**
	 * A batch has ended.
	 * @param batch the batch, the same as when it began
	 */
	default void batchEnded(RunningBatch batch) {
	}

}
