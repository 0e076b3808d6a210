package io.apipool.definition;

/**
 * A rate that is learnt from throttles. Rates are calls a second.
 *
 * @param enabled whether the pool's buckets are paced so
 * @param initial the rate at first
 * @param min the lowest rate
 * @param max the highest rate
 * @param increase the share by which a success raises the rate
 * @param decreaseFactor what a throttle multiplies the rate with
 */
public record AdaptiveDefinition(boolean enabled, double initial, double min, double max, double increase,
		double decreaseFactor) {

	/** What applies where nothing is configured. */
	public static final AdaptiveDefinition DEFAULTS = new AdaptiveDefinition(false, 2, 0.01, 1000, 0.0005, 0.98);

}
