package io.apipool.definition;

import java.time.Duration;

/**
 * How calls wait for a key, and how long things may take.
 *
 * @param maxWait bounds all waiting of one call together; zero: does not wait
 * @param maxWaiting the most calls that wait
 * @param overflow what happens with one more: {@link #REJECT} or {@link #DROP_OLDEST}
 * @param callTimeout bounds one attempt of an asynchronous call up to its value, or its
 * first element
 * @param streamTimeout bounds the time between elements
 * @param leaseTimeout how long a lease that the application took may show no sign of life
 */
public record WaitingDefinition(Duration maxWait, int maxWaiting, String overflow, Duration callTimeout,
		Duration streamTimeout, Duration leaseTimeout) {

	/** One more is refused. */
	public static final String REJECT = "reject";

	/** The last in order is refused, which may be the one more. */
	public static final String DROP_OLDEST = "drop-oldest";

	/** What applies where nothing is configured. */
	public static final WaitingDefinition DEFAULTS = new WaitingDefinition(Duration.ofSeconds(5), 1000, REJECT,
			Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5));

	/**
	 * Tells who is refused when too many wait.
	 * @return whether it is the last in order; else it is the one that comes
	 */
	public boolean dropsLowest() {
		return this.overflow.equals(DROP_OLDEST);
	}

}
