package io.apipool.limit.adaptive;

/**
 * How much a success raises a rate: a little while it is right, boldly when nothing has
 * throttled it for long.
 */
final class Growth {

	/** As many successes after a cut prove little. */
	static final int GENTLE = 80;

	private static final int STEP = 10;

	private static final int BOLDEST = 40;

	private static final int COSTLIEST = 64;

	private static final double A_SECOND = 0.01;

	private static final double AN_INTERVAL = 0.15;

	private Growth() {
	}

	/**
	 * Returns the share by which a success raises a rate that has been cut.
	 * @param increase the share at first
	 * @param throttles what the last burst has cost
	 */
	static double of(Probe probe, double increase, int throttles, long now) {
		double fastest = (probe.interval() > 0) ? Math.min(A_SECOND, AN_INTERVAL / probe.interval()) : A_SECOND;
		return Math.min(step(probe.calls(), increase, throttles), fastest * seconds(probe, now));
	}

	/**
	 * Returns the share by which a success raises a rate that nothing has throttled yet.
	 */
	static double searching(Probe probe, long now) {
		return Math.min(0.05, 0.02 + 0.5 * seconds(probe, now));
	}

	/**
	 * Returns how much gentler the probing is that follows a burst.
	 */
	static int cost(int throttles) {
		return Math.max(1, Math.min(COSTLIEST, throttles));
	}

	private static double seconds(Probe probe, long now) {
		return (probe.calls() > 0) ? Math.max(0, (now - probe.last()) / 1e9) : 0;
	}

	private static double step(long calls, double increase, int throttles) {
		int cost = cost(throttles);
		long beyond = calls - (long) GENTLE * cost;
		double doubled = (beyond < 0) ? 0 : Math.min(1 + beyond / STEP, Long.SIZE);
		return Math.min(BOLDEST * increase, increase / cost * Math.pow(2, doubled));
	}

}
