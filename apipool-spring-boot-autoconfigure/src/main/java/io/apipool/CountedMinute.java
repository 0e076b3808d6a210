package io.apipool;

import java.time.Instant;
import java.util.Map;

/**
 * What a quota group used in one minute, over all instances: what must still be counted
 * after a restart.
 *
 * @param pool the pool's name
 * @param quotaGroup the quota group
 * @param model the model, or the empty text
 * @param minute when the minute began
 * @param requests attempts that the provider has counted
 * @param units other dimensions, by name
 */
public record CountedMinute(String pool, String quotaGroup, String model, Instant minute, long requests,
		Map<String, Double> units) {

	public CountedMinute {
		units = Map.copyOf(units);
	}

}
