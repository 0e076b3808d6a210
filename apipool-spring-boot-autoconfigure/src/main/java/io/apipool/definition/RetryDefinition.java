package io.apipool.definition;

import java.time.Duration;

/**
 * When and how often a call is tried again.
 *
 * @param maxAttempts attempts of one call, at least 1
 * @param onFailure whether a failed call (5xx, I/O, time-out) is tried again
 * @param backoff the first rest of an overloaded provider, doubled each time
 * @param maxBackoff the longest
 * @param budget retries are at most this share of the last minute's calls, at least 10
 */
public record RetryDefinition(int maxAttempts, boolean onFailure, Duration backoff, Duration maxBackoff,
		double budget) {

	/** What applies where nothing is configured. */
	public static final RetryDefinition DEFAULTS = new RetryDefinition(3, false, Duration.ofMillis(200),
			Duration.ofSeconds(5), 0.2);

}
