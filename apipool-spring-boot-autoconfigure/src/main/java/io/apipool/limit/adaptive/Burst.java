package io.apipool.limit.adaptive;

/**
 * The last burst of throttles. Instants are monotonic nanoseconds.
 *
 * @param at when the rate was cut
 * @param over whether a call that was granted since has succeeded
 * @param throttles how many there were; 0: there was no burst yet
 * @param rate the rate before the cut
 * @param restEnd when the bucket's rest ends, or ended
 */
record Burst(long at, boolean over, int throttles, double rate, long restEnd) {

	static final Burst NONE = new Burst(0, true, 0, 0, 0);

	static Burst at(long now, double rate) {
		return new Burst(now, false, 1, rate, now);
	}

	boolean contains(AdaptiveRate.Sample sample) {
		return this.throttles > 0 && (sample.grantedAt() <= this.at || !this.over);
	}

	boolean isEndedBy(AdaptiveRate.Sample sample) {
		return !this.over && sample.grantedAt() > this.at;
	}

	Burst ended() {
		return new Burst(this.at, true, this.throttles, this.rate, this.restEnd);
	}

	Burst more() {
		return new Burst(this.at, this.over, this.throttles + 1, this.rate, this.restEnd);
	}

	Burst resting(long until) {
		return new Burst(this.at, this.over, this.throttles, this.rate, Math.max(this.restEnd, until));
	}

	/**
	 * Returns the turns that the rest has cost.
	 */
	double restTurns() {
		return this.rate * (this.restEnd - this.at) / 1e9;
	}

}
