package io.apipool.honest;

import java.util.Map;

/**
 * What counts of a call.
 *
 * @param secret the key
 * @param id the call's number, by which one that was sent twice is known; or empty
 * @param model the model, or empty
 * @param units the units of dimensions other than requests
 */
record Request(String secret, String id, String model, Map<String, Long> units) {

	static Request of(String secret) {
		return new Request(secret, "", "", Map.of());
	}

	long units(String dimension) {
		return dimension.equals(Quota.REQUESTS) ? 1 : this.units.getOrDefault(dimension, 0L);
	}

}
