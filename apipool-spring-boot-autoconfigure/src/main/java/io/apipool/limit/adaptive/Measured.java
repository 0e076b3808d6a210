package io.apipool.limit.adaptive;

/**
 * What was served, and what was lost, since a burst of throttles.
 *
 * @param since when the burst began, monotonic nanoseconds
 * @param served calls that were answered and not throttled
 * @param lost turns that throttles and rests have cost
 */
record Measured(long since, long served, double lost) {

	static Measured since(long now, double lost) {
		return new Measured(now, 0, lost);
	}

	Measured served(double lost) {
		return new Measured(this.since, this.served + 1, this.lost + lost);
	}

	Measured lost(double turns) {
		return new Measured(this.since, this.served, this.lost + turns);
	}

	/**
	 * Returns what was served in a second.
	 */
	double rate(long now) {
		return this.served / (Math.max(1, now - this.since) / 1e9);
	}

	/**
	 * Returns the share of the turns that was served.
	 */
	double share() {
		return this.served / (this.served + this.lost);
	}

}
