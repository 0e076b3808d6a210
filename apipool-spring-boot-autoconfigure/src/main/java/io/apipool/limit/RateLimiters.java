package io.apipool.limit;

/**
 * The named limits below {@code apipool.rate-limits}. A bean.
 */
public interface RateLimiters {

	/**
	 * Returns a named limit.
	 * @param name its name
	 * @return the limiter
	 * @throws IllegalArgumentException if there is none; the message lists the names
	 * there are
	 */
	RateLimiter get(String name);

	/**
	 * Returns the count of a named limit for one value, such as a tenant. Forgotten when
	 * it is full again; at most 100,000 are kept.
	 * @param name the limit's name
	 * @param key compared by {@code equals}
	 * @return the limiter
	 * @throws IllegalArgumentException if there is no such limit
	 */
	RateLimiter get(String name, Object key);

}
