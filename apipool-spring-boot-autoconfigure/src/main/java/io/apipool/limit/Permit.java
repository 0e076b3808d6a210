package io.apipool.limit;

/**
 * Permits of a {@link RateLimiter}. Closing gives its slots in flight back, and nothing
 * else.
 */
public interface Permit extends AutoCloseable {

	@Override
	void close();

}
