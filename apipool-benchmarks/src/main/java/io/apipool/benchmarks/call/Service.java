package io.apipool.benchmarks.call;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;
import io.github.resilience4j.ratelimiter.annotation.RateLimiter;
import org.jspecify.annotations.Nullable;

import org.springframework.resilience.annotation.ConcurrencyLimit;

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
	 * Called through an advice that only proceeds.
	 * @param key passed through
	 * @return the argument
	 */
	@Around
	public @Nullable Object around(@Nullable ApiKey key) {
		return key;
	}

	/**
	 * Called through an advice that only proceeds and is handed its annotation.
	 * @param key passed through
	 * @return the argument
	 */
	@Bound
	public @Nullable Object bound(@Nullable ApiKey key) {
		return key;
	}

	/**
	 * Called through Spring's limit of calls in flight.
	 * @param key passed through
	 * @return the argument
	 */
	@ConcurrencyLimit(1000)
	public @Nullable Object concurrencyLimit(@Nullable ApiKey key) {
		return key;
	}

	/**
	 * Called through a limiter of Resilience4j.
	 * @param key passed through
	 * @return the argument
	 */
	@RateLimiter(name = "bench")
	public @Nullable Object resilience4j(@Nullable ApiKey key) {
		return key;
	}

	/**
	 * Called through what teams write.
	 * @param key passed through
	 * @return the argument
	 */
	@Handmade("Service.handmade")
	public @Nullable Object handmade(@Nullable ApiKey key) {
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

	/**
	 * Called with a key of a pool, the same one for the same affinity.
	 * @param key filled in
	 * @param affinity what wants the same key again
	 * @return the key
	 */
	@PooledApiCall(pool = "bench", affinity = "#affinity")
	public @Nullable Object sticky(@Nullable ApiKey key, Object affinity) {
		return key;
	}

}
