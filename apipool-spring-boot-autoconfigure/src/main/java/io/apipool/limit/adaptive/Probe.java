package io.apipool.limit.adaptive;

/**
 * How far an adaptive rate has come since its last cut.
 *
 * @param calls successes since
 * @param last the last success, monotonic nanoseconds
 * @param interval seconds that the provider took to answer the last probing with a
 * throttle; 0: not known
 */
record Probe(long calls, long last, double interval) {

	static final Probe NONE = new Probe(0, 0, 0);

	Probe answered(long now) {
		return new Probe(this.calls + 1, now, this.interval);
	}

	/**
	 * The rate is cut. Only probing that was not cut short tells how long an answer
	 * takes, and it was slower by what the burst before had cost.
	 */
	Probe cut(long now, double rate, int cost) {
		return new Probe(0, now, (this.calls >= Growth.GENTLE) ? this.calls / rate / cost : this.interval);
	}

}
