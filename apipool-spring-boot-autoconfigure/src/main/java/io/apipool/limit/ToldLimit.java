package io.apipool.limit;

/**
 * A limit as a provider's answer told it. Amounts are millionths of a unit, instants and
 * lengths nanoseconds; what was not said is {@link #UNKNOWN}. Internal.
 *
 * @param name tells it from others of the same bucket
 * @param dimension what is counted
 * @param amounts how much
 * @param times when
 * @param source who said so, for snapshots
 */
public record ToldLimit(String name, String dimension, Amounts amounts, Times times, String source) {

	/** What was not said. */
	public static final long UNKNOWN = Long.MIN_VALUE;

	/**
	 * How much.
	 *
	 * @param limit the amount of a window
	 * @param remaining what is left of it
	 */
	public record Amounts(long limit, long remaining) {
	}

	/**
	 * When.
	 *
	 * @param reset the monotonic instant at which the count starts anew
	 * @param vagueness how much later that may be than was said
	 * @param window how long a window is
	 * @param delay whether it was told as a time from the answer on: no other clock than
	 * ours has a part in it
	 */
	public record Times(long reset, long vagueness, long window, boolean delay) {

		/**
		 * Returns the reset that is still to come: one that is over says nothing of the
		 * next; rounded down, it may lie ahead.
		 */
		long resetAfter(long now) {
			boolean ahead = this.reset != UNKNOWN && this.reset + this.vagueness > now;
			return ahead ? Math.max(this.reset, now + 1) : UNKNOWN;
		}

	}

}
