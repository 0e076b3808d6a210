package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One attempt.
 *
 * @param id tells it from all others
 * @param instance the incarnation that made it
 * @param at when it ended
 * @param attempt what kind of attempt it was
 * @param status the HTTP status, where one is known
 * @param latency from the grant to the end
 * @param units what was used, by dimension; {@code cost} among them
 * @param error the class and the message of what went wrong, without secrets, or null
 */
public record UsageEvent(String id, String instance, Instant at, Attempted attempt, @Nullable Integer status,
		Duration latency, Map<String, Double> units, @Nullable String error) {

	public UsageEvent {
		units = Map.copyOf(units);
	}

}
