package io.apipool.batch;

import org.jspecify.annotations.Nullable;

/**
 * How one item ended.
 *
 * @param id its id
 * @param result its result; null also where it failed
 * @param error what it failed with, or null
 * @param <K> the id
 * @param <R> the result
 */
public record BatchItemResult<K, R extends @Nullable Object>(K id, @Nullable R result, @Nullable Throwable error) {

	/**
	 * Tells whether it succeeded.
	 * @return whether there is no error
	 */
	public boolean succeeded() {
		return this.error == null;
	}

}
