package io.apipool.usage;

import java.time.Instant;
import java.util.Map;

/**
 * What the attempts of one kind did in one minute, at one instance. A row is written
 * whole, and only by the instance that owns it. Internal.
 *
 * @param id whose count it is
 * @param attempts how many
 * @param latencySum milliseconds from the grant to the end, of all attempts together
 * @param latencyMax the longest of them
 * @param units what was used, by dimension; {@code cost} apart
 * @param cost what they cost
 * @param waits how many attempts had waited for their key
 */
public record MinuteRow(Id id, long attempts, double latencySum, double latencyMax, Map<String, Double> units,
		double cost, long waits) {

	public MinuteRow {
		units = Map.copyOf(units);
	}

	/**
	 * Whose count a row is. Internal.
	 *
	 * @param instance the incarnation that counted
	 * @param attempt what kind of attempts
	 * @param minute when the minute began
	 */
	public record Id(String instance, Attempted attempt, Instant minute) {
	}

}
