package io.apipool;

import org.jspecify.annotations.Nullable;

/**
 * What runs with a key for one of several items.
 *
 * @param <I> the item
 * @param <T> its result
 * @param <E> what it throws
 */
@FunctionalInterface
public interface ItemCall<I, T extends @Nullable Object, E extends Exception> {

	/**
	 * Runs. May run again with another key where that helps.
	 * @param item the item
	 * @param key the key of this attempt
	 * @return the result
	 * @throws E whatever goes wrong
	 */
	T call(I item, ApiKey key) throws E;

}
