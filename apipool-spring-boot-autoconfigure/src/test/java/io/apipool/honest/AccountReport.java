package io.apipool.honest;

import java.util.List;

/**
 * What one account saw.
 *
 * @param name the account
 * @param arrivals every request that was counted, in order, with the refused ones
 * @param repeats how many calls came a second time and were not counted again
 * @param goodput how much of the possible was used
 */
public record AccountReport(String name, List<Arrival> arrivals, long repeats, Goodput goodput) {

	/**
	 * Returns how many requests were within all limits.
	 * @return the requests
	 */
	public long accepted() {
		return this.arrivals.stream().filter(Arrival::accepted).count();
	}

	/**
	 * Returns how many requests were beyond a limit.
	 * @return the requests
	 */
	public long beyond() {
		return this.arrivals.size() - accepted();
	}

	/**
	 * Returns what came with one of the account's keys.
	 * @param secret the key
	 * @return its arrivals
	 */
	public List<Arrival> of(String secret) {
		return this.arrivals.stream().filter((arrival) -> arrival.secret().equals(secret)).toList();
	}

}
