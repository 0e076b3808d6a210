package io.apipool.definition;

import java.time.Duration;

/**
 * How calls wait for a key, and how long things may take.
 *
 * @param maxWait bounds all waiting of one call together; zero: does not wait
 * @param maxWaiting the most calls that wait
 * @param overflow what happens with one more
 * @param callTimeout bounds one attempt of an asynchronous call up to its value, or its
 * first element
 * @param streamTimeout bounds the time between elements
 * @param leaseTimeout how long a lease that the application took may show no sign of life
 */
public record WaitingDefinition(Duration maxWait, int maxWaiting, String overflow, Duration callTimeout,
		Duration streamTimeout, Duration leaseTimeout) {

	/** What applies where nothing is configured. */
	public static final WaitingDefinition DEFAULTS = new WaitingDefinition(Duration.ofSeconds(5), 1000, "reject",
			Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5));

}
