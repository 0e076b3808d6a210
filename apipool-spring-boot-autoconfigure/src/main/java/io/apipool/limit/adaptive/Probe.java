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

	private static final int GENTLE = 80;

	private static final int STEP = 10;

	private static final int BOLDEST = 40;

	private static final double A_SECOND = 0.01;

	private static final double AN_INTERVAL = 0.15;

	/**
	 * Returns the share by which a success raises a rate.
	 */
	double growth(AdaptiveRate rate, long now) {
		double seconds = (this.calls > 0) ? Math.max(0, (now - this.last) / 1e9) : 0;
		if (rate.isSearching()) {
			return Math.min(0.05, 0.02 + 0.5 * seconds);
		}
		double fastest = (this.interval > 0) ? Math.min(A_SECOND, AN_INTERVAL / this.interval) : A_SECOND;
		return Math.min(step(rate.range().increase(), rate.burst().cost()), fastest * seconds);
	}

	private double step(double increase, int cost) {
		long beyond = this.calls - (long) GENTLE * cost;
		double doubled = (beyond < 0) ? 0 : Math.min(1 + beyond / STEP, Long.SIZE);
		return Math.min(BOLDEST * increase, increase / cost * Math.pow(2, doubled));
	}

	Probe answered(long now) {
		return new Probe(this.calls + 1, now, this.interval);
	}

	/**
	 * The rate is cut. Only probing that was not cut short tells how long an answer
	 * takes.
	 */
	Probe cut(long now, double rate) {
		return new Probe(0, now, (this.calls >= GENTLE) ? this.calls / rate : this.interval);
	}

}
