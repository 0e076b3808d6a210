package io.apipool.honest;

/**
 * What an account said to a request.
 *
 * @param accepted whether it was within every limit
 * @param delay how long until it would be, in nanoseconds; {@link Window#UNKNOWN} if
 * nobody knows
 * @param repeated whether this very call was counted before
 */
record Verdict(boolean accepted, long delay, boolean repeated) {

	Verdict again() {
		return new Verdict(this.accepted, this.delay, true);
	}

}
