package io.apipool.limit.adaptive;

/**
 * What an adaptive rate starts from and keeps to. Internal. Rates are calls a second.
 *
 * @param initial the rate at first
 * @param min the lowest rate
 * @param max the highest rate
 * @param increase the share by which a held-back call that succeeds raises the rate at
 * first, once a throttle was seen
 * @param decreaseFactor what the first throttle of a burst multiplies the rate with where
 * it cost nothing else
 */
public record RateRange(double initial, double min, double max, double increase, double decreaseFactor) {

	double clip(double rate) {
		return Math.max(this.min, Math.min(this.max, rate));
	}

}
