package io.apipool.batch;

import io.apipool.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * What runs with a key for one item of a batch.
 *
 * @param <I> the item
 * @param <R> its result
 */
@FunctionalInterface
public interface BatchItemCall<I, R extends @Nullable Object> {

	/**
	 * Runs. May run again with another key where that helps.
	 * {@link io.apipool.PooledKeys#current()} is bound meanwhile, so an annotated method
	 * of the same pool uses this key. Interrupted when its time is over or the batch is
	 * cancelled.
	 * @param item the item
	 * @param key the key of this attempt
	 * @return the result; null is a result
	 * @throws Exception whatever goes wrong
	 */
	R call(I item, ApiKey key) throws Exception;

}
