package io.apipool.limit;

import java.time.Duration;

/**
 * How a bucket learns limits from answers. Internal.
 *
 * @param share the share of every limit that is ours, above 0 and at most 1
 * @param marginCap the most by which an epoch of ours outlasts the provider's
 */
record Learning(double share, Duration marginCap) {

	private static final int MARGINS = 10;

	/** A delay that is counted from when its answer came ends after the provider's. */
	private static final int MARGINS_AFTER_A_DELAY = 100;

	/**
	 * Hands what was told on to a window.
	 * @return whether that says anything
	 */
	boolean tell(LearntWindow window, long granted, ToldLimit told, long now) {
		long limit = limit(window, told.amounts());
		if (limit <= 0) {
			return false;
		}
		long reset = told.times().resetAfter(now);
		long written = told.times().window();
		if (reset == ToldLimit.UNKNOWN || told.amounts().remaining() == ToldLimit.UNKNOWN) {
			return window.limited(limit, written, now);
		}
		long length = (written > 0) ? written : Math.max(window.longest(), reset - granted);
		long margin = length / (told.times().delay() ? MARGINS_AFTER_A_DELAY : MARGINS);
		long guard = Math.min(this.marginCap.toNanos(), margin) + told.times().vagueness();
		window.announced(granted, new LearntWindow.Told(limit, told.amounts().remaining(), reset, guard), now);
		return true;
	}

	/** Who tells only what is left has at least that much and what we have taken. */
	private static long limit(LearntWindow window, ToldLimit.Amounts amounts) {
		if (amounts.limit() != ToldLimit.UNKNOWN || amounts.remaining() == ToldLimit.UNKNOWN) {
			return amounts.limit();
		}
		return window.isKnown() ? window.limit() : amounts.remaining() + window.own();
	}

}
