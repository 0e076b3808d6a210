package io.apipool;

import org.jspecify.annotations.Nullable;

/**
 * A call that uses a key. It may be run again, with another key, after an answer that did
 * nothing.
 *
 * @param <T> the type of its result
 * @param <E> the type of what it throws
 */
@FunctionalInterface
public interface PooledCall<T extends @Nullable Object, E extends Exception> {

	/**
	 * Runs the call.
	 * @param key the key to use
	 * @return the result
	 * @throws E whatever goes wrong; its class and status decide what the pool learns
	 */
	T call(ApiKey key) throws E;

}
