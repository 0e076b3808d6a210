package io.apipool.benchmarks;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;
import org.jspecify.annotations.Nullable;

/**
 * Methods that do nothing: what is left is the cost of the call.
 */
public class Service {

	/**
	 * Called through a plain interceptor.
	 * @param key passed through
	 * @return the argument
	 */
	@Plain
	public @Nullable Object plain(@Nullable ApiKey key) {
		return key;
	}

	/**
	 * Called with a key of a pool.
	 * @param key filled in
	 * @return the key
	 */
	@PooledApiCall("bench")
	public @Nullable Object pooled(@Nullable ApiKey key) {
		return key;
	}

}
