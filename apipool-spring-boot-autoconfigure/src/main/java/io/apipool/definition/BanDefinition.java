package io.apipool.definition;

import java.time.Duration;

/**
 * When a failing key is banned.
 *
 * @param threshold failures in a row while other keys succeed
 * @param duration how long
 */
public record BanDefinition(int threshold, Duration duration) {

	/** What applies where nothing is configured. */
	public static final BanDefinition DEFAULTS = new BanDefinition(3, Duration.ofMinutes(5));

}
