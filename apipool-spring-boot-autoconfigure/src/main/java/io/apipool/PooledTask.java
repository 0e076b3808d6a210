package io.apipool;

/**
 * A {@link PooledCall} without a result.
 *
 * @param <E> the type of what it throws
 */
@FunctionalInterface
public interface PooledTask<E extends Exception> {

	/**
	 * Runs the task.
	 * @param key the key to use
	 * @throws E whatever goes wrong; its class and status decide what the pool learns
	 */
	void run(ApiKey key) throws E;

}
