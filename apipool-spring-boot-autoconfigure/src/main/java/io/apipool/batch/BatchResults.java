package io.apipool.batch;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where the ends of items go. Used by one thread.
 *
 * @param <K> the id
 * @param <R> the result
 */
interface BatchResults<K, R extends @Nullable Object> {

	/**
	 * Takes an id in.
	 * @return false if it was there before and is not to run again
	 */
	boolean begin(K id);

	/**
	 * Forgets an id whose call was never begun.
	 */
	void forget(K id);

	/**
	 * An item has ended.
	 * @param error what it failed with, or null
	 * @throws Exception what the consumer throws
	 */
	void ended(K id, @Nullable R result, @Nullable Throwable error) throws Exception;

	Map<K, @Nullable R> results();

	Map<K, Throwable> errors();

}
