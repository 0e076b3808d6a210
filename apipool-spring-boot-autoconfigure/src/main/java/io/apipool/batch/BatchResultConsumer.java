package io.apipool.batch;

import org.jspecify.annotations.Nullable;

/**
 * Told of each item that has ended, in the order in which they end. Called on the thread
 * that runs the batch, never twice at once; while it runs, no further item is begun.
 *
 * @param <K> the id
 * @param <R> the result
 */
@FunctionalInterface
public interface BatchResultConsumer<K, R extends @Nullable Object> {

	/**
	 * An item has ended.
	 * @param id its id
	 * @param result its result; null also where it failed
	 * @param error what it failed with, or null
	 * @throws Exception ends the reading of further items: see
	 * {@link IncompleteBatchException}
	 */
	void accept(K id, @Nullable R result, @Nullable Throwable error) throws Exception;

}
