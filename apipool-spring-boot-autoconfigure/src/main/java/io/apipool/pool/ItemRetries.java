package io.apipool.pool;

import java.time.Duration;

/**
 * How the calls of a batch go on: an attempt for which the provider did nothing moves on
 * to the next key, as often as it takes; a failed one is tried again so many times, with
 * a key that the call has not tried yet, while there is one. It asks no retry budget:
 * these retries are what was asked for. Internal.
 *
 * @param most how often a failed call is tried again
 * @param timeout bounds one attempt
 */
public record ItemRetries(int most, Duration timeout) {

	/**
	 * How long such a call waits for keys, over all of its attempts, where its request
	 * does not say.
	 */
	static final Duration MAX_WAIT = Duration.ofHours(1);

}
