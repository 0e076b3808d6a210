package io.apipool.definition;

import java.time.Duration;

/**
 * How long a throttled bucket rests.
 *
 * @param initial the first rest where the provider announces none, doubled each time
 * @param max the longest guessed rest
 * @param jitter guessed rests are longer by up to this share
 * @param maxAnnounced the longest announced rest; longer ones are cut
 */
public record CooldownDefinition(Duration initial, Duration max, double jitter, Duration maxAnnounced) {

	/** What applies where nothing is configured. */
	public static final CooldownDefinition DEFAULTS = new CooldownDefinition(Duration.ofSeconds(5),
			Duration.ofMinutes(10), 0.1, Duration.ofDays(32));

}
