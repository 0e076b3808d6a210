package io.apipool;

import java.time.Duration;
import java.time.Instant;

/**
 * One key held for one attempt. Its permits are reserved at the start and settled at the
 * end; the first end counts, later ones do nothing.
 */
public interface KeyLease extends AutoCloseable {

	/**
	 * Returns the key.
	 * @return the key
	 */
	ApiKey key();

	/**
	 * Returns the key's pool.
	 * @return the pool's name
	 */
	String pool();

	/**
	 * Returns what was asked for.
	 * @return the request
	 */
	CallRequest request();

	/**
	 * Returns when the lease was granted.
	 * @return the wall clock's instant
	 */
	Instant grantedAt();

	/**
	 * Returns how long the attempt waited for its key.
	 * @return zero if it had one at once
	 */
	Duration waited();

	/**
	 * Says that the request is being written now. From here on the provider may count it,
	 * and a failure keeps its permits. Also a sign of life.
	 */
	void sent();

	/**
	 * Gives a sign of life: {@code lease-timeout} starts anew.
	 */
	void renew();

	/**
	 * Ends the lease: the call succeeded, and the estimates stand.
	 */
	default void succeeded() {
		succeeded(Usage.none());
	}

	/**
	 * Ends the lease: the call succeeded.
	 * @param totalTokens the tokens used, input and output together
	 */
	default void succeeded(long totalTokens) {
		succeeded(Usage.total(totalTokens));
	}

	/**
	 * Ends the lease: the call succeeded.
	 * @param usage what was used; what it does not name stands as estimated
	 */
	default void succeeded(Usage usage) {
		ended(new CallOutcome.Succeeded(usage));
	}

	/**
	 * Ends the lease: classified as if it had been thrown out of a pooled call.
	 * @param cause what went wrong
	 */
	void failed(Throwable cause);

	/**
	 * Ends the lease.
	 * @param outcome how the attempt ended
	 */
	void ended(CallOutcome outcome);

	/**
	 * Ends the lease if nothing has ended it: cancelled.
	 */
	@Override
	void close();

	/**
	 * Returns what a caller passes for a parameter that the pool fills in.
	 * @return a lease that is no lease: its methods throw {@link IllegalStateException}
	 */
	static KeyLease pooled() {
		return UnboundKey.LEASE;
	}

}
