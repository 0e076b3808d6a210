package io.apipool.pool;

import io.apipool.KeyLease;
import io.apipool.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What runs with a lease. One object serves all calls of a place; what differs is in the
 * context. Internal.
 *
 * @param <C> the context
 * @param <T> the result
 */
@FunctionalInterface
public interface LeasedCall<C, T extends @Nullable Object> {

	/**
	 * Runs one attempt.
	 * @param lease the lease of this attempt
	 * @param context the call's context
	 * @return the result
	 * @throws Throwable whatever goes wrong
	 */
	T call(KeyLease lease, C context) throws Throwable;

	/**
	 * Tells what a successful attempt used.
	 * @param result its result; for an asynchronous call what its stage ended with
	 * @param context the call's context
	 * @return the usage; {@link Usage#none()} where it is not known
	 */
	default Usage usage(@Nullable Object result, C context) {
		return Usage.none();
	}

}
