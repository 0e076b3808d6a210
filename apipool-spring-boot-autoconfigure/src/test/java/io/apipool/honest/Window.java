package io.apipool.honest;

/**
 * What one limit has counted. Instants are passed in and never go back. A request that is
 * refused consumes nothing. Not safe for several threads: an {@link Account} owns it.
 */
interface Window {

	/** Of a request that can never fit, or where nobody knows when it will. */
	long UNKNOWN = Long.MAX_VALUE;

	/**
	 * Returns how long the units would have to wait.
	 * @param now the instant in nanoseconds
	 * @param units how many
	 * @return nanoseconds; 0 if they fit now; {@link #UNKNOWN} if they never will
	 */
	long delay(long now, long units);

	/**
	 * Counts units that fit.
	 * @param now the instant in nanoseconds
	 * @param units how many
	 */
	void take(long now, long units);

	/**
	 * Ends a request that was counted; means something to those in flight only.
	 * @param units how many
	 */
	default void release(long units) {
	}

	/**
	 * Changes how many units there are, from now on. What was counted stays.
	 * @param now the instant in nanoseconds
	 * @param factor what the amount of the start is multiplied with
	 */
	void scale(long now, double factor);

	/**
	 * Returns how many units fit now.
	 * @param now the instant in nanoseconds
	 * @return the units
	 */
	long left(long now);

	/**
	 * Returns how long until nothing is counted any more, if nothing is added.
	 * @param now the instant in nanoseconds
	 * @return nanoseconds; {@link #UNKNOWN} if nobody knows
	 */
	long fullIn(long now);

	/**
	 * Returns where the first whole window after an instant begins.
	 * @param now the instant in nanoseconds
	 * @return an instant in nanoseconds
	 */
	long boundaryAfter(long now);

}
