package io.apipool.selection;

import java.util.Map;

/**
 * A key that may be usable, with its counters.
 */
public interface Candidate {

	/**
	 * Returns the key's id.
	 * @return the id
	 */
	String id();

	/**
	 * Returns the key's place in the pool.
	 * @return its position, from 0: by tier, then in the order of the configuration
	 */
	int position();

	/**
	 * Returns the key's weight.
	 * @return at least 1
	 */
	int weight();

	/**
	 * Returns the key's tier.
	 * @return lowest first
	 */
	int tier();

	/**
	 * Returns what the application configured for the key.
	 * @return an immutable map
	 */
	Map<String, String> metadata();

	/**
	 * Returns the leases in flight.
	 * @return how many
	 */
	int inFlight();

	/**
	 * Returns the attempts since the start.
	 * @return how many
	 */
	long calls();

	/**
	 * Returns the attempts of today: since midnight, or since the start where that was
	 * later. The day is that of the pool's calendar limit by the day, where it has one,
	 * else of the provider's reset zone, where that is known, else of UTC.
	 * @return how many
	 */
	long callsToday();

}
