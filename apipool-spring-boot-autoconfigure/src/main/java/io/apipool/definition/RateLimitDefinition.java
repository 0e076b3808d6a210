package io.apipool.definition;

import java.time.Duration;
import java.util.List;

/**
 * A named limit below {@code rate-limits}.
 *
 * @param name its name
 * @param limits the limits
 * @param maxWait how long a call waits; zero: not at all
 */
public record RateLimitDefinition(String name, List<LimitDefinition> limits, Duration maxWait) {

	/** How long a call waits where nothing is configured: not at all. */
	public static final Duration DEFAULT_MAX_WAIT = Duration.ZERO;

	public RateLimitDefinition {
		limits = List.copyOf(limits);
	}

}
