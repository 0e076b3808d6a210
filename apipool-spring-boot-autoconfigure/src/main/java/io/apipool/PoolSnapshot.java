package io.apipool;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The state of a pool at one moment, without secrets.
 *
 * @param name the pool's name
 * @param provider the provider's name, or null
 * @param strategy how keys are selected
 * @param inFlight leases in flight
 * @param waiting calls that wait
 * @param limits the limits of the pool as a whole
 * @param groups the quota groups
 * @param keys the keys, in the order of the configuration
 * @param rest why and until when the pool rests as a whole, or null
 * @param servesAt when a plain call could have a key by what is known: now where one can;
 * null where only an operator, a new key or money helps
 */
public record PoolSnapshot(String name, @Nullable String provider, String strategy, int inFlight, int waiting,
		List<LimitSnapshot> limits, List<GroupSnapshot> groups, List<KeySnapshot> keys, @Nullable RestSnapshot rest,
		@Nullable Instant servesAt) {

	/**
	 * Returns the learnt rates of all groups together.
	 * @return calls a second, or null where none is learnt
	 */
	public @Nullable Double rate() {
		double sum = 0;
		for (GroupSnapshot group : this.groups) {
			Double rate = group.rate();
			sum += (rate != null) ? rate : 0;
		}
		return (sum > 0) ? sum : null;
	}

}
