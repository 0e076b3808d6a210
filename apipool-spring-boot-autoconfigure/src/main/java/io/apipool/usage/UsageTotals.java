package io.apipool.usage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What some attempts did, together.
 *
 * @param calls how many attempts there were; a call with one retry is two
 * @param outcomes how many ended how, by the outcome's word; those that did not occur are
 * left out
 * @param latencyMean milliseconds from the grant to the end, 0 where there was none or it
 * is not known
 * @param latencyMax the longest, in milliseconds
 * @param units what was used, by dimension; requests and cost apart
 * @param cost what they cost, in the currency of the prices that are configured
 * @param waits how many had waited for their key
 * @param complete whether all was looked at; false while the database is away
 */
public record UsageTotals(long calls, Map<String, Long> outcomes, double latencyMean, double latencyMax,
		Map<String, Double> units, double cost, long waits, boolean complete) {

	public UsageTotals {
		outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
		units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
	}

	/**
	 * Returns how many ended so.
	 * @param outcome the outcome's word, as {@code quota-exhausted}
	 * @return how many
	 */
	public long count(String outcome) {
		return this.outcomes.getOrDefault(outcome, 0L);
	}

}
