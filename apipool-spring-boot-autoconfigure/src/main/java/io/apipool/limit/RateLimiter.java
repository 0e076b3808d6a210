package io.apipool.limit;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A limit of any method or piece of code.
 */
public interface RateLimiter {

	/**
	 * Takes permits, waiting on this thread for at most the limit's {@code max-wait}.
	 * @param permits how many, of the limit's own dimension
	 * @return the permit
	 * @throws io.apipool.RateLimitExceededException if they cannot be had in time
	 * @throws java.util.concurrent.CancellationException if interrupted; the flag stays
	 * set
	 */
	Permit acquire(double permits);

	/**
	 * Takes permits if they can be had now.
	 * @param permits how many, of the limit's own dimension
	 * @return the permit, or empty
	 */
	Optional<Permit> tryAcquire(double permits);

	/**
	 * Runs a piece of code with one permit.
	 * @param callback the code
	 * @param <T> its result
	 * @param <E> what it throws
	 * @return its result
	 * @throws E what it threw
	 */
	<T extends @Nullable Object, E extends Exception> T call(Callback<T, E> callback) throws E;

	/**
	 * A piece of code that is limited.
	 *
	 * @param <T> its result
	 * @param <E> what it throws
	 */
	@FunctionalInterface
	interface Callback<T extends @Nullable Object, E extends Exception> {

		/**
		 * Runs.
		 * @return the result
		 * @throws E whatever goes wrong
		 */
		T call() throws E;

	}

}
