package io.apipool.limit.adaptive;

import java.util.function.LongUnaryOperator;

/**
 * What the engine does with an adaptive rate, in virtual time: the pacer, the rest, and
 * one call at a time after a guessed rest.
 */
final class SimulatedClient {

	private static final long SLACK = 20_000_000;

	private static final double LONGEST = 60e9;

	private final LongUnaryOperator work;

	private AdaptiveRate state;

	private long nextTurn;

	private long restSince = Long.MIN_VALUE;

	private long restEnd = Long.MIN_VALUE;

	private int level;

	private boolean probation;

	private boolean probed;

	private boolean refusedByPacer;

	private boolean asleep;

	/**
	 * Creates a client.
	 * @param work from an instant on, when there is something to do
	 */
	SimulatedClient(double initial, LongUnaryOperator work) {
		this.state = AdaptiveRate.of(new RateRange(initial, 0.01, 1000, 0.0005, 0.98));
		this.work = work;
	}

	double rate() {
		return this.state.rate();
	}

	boolean isAsleep() {
		return this.asleep;
	}

	void sleeps(boolean asleep) {
		this.asleep = asleep;
	}

	/**
	 * Returns when to try again; the present: now; {@link Long#MAX_VALUE}: after the next
	 * answer.
	 */
	long turn(long now) {
		long some = Math.max(this.work.applyAsLong(now), this.restEnd);
		if (some > now) {
			return some;
		}
		if (this.probation && this.probed) {
			return Long.MAX_VALUE;
		}
		this.refusedByPacer |= this.nextTurn > now;
		return Math.max(now, this.nextTurn);
	}

	/**
	 * Lets a call go.
	 * @return whether the pacer held it back
	 */
	boolean grant(long now) {
		boolean heldBack = this.refusedByPacer;
		this.refusedByPacer = false;
		this.nextTurn = Math.max(this.nextTurn, now - SLACK) + (long) (1e9 / rate());
		this.probed = this.probation;
		return heldBack;
	}

	void succeeded(AdaptiveRate.Sample sample, boolean heldBack) {
		this.state = this.state.succeeded(sample, heldBack);
		if (this.probation && sample.grantedAt() > this.restSince) {
			this.probation = false;
		}
	}

	/**
	 * Learns of a throttle.
	 * @param until the end that was announced, or 0
	 */
	void throttled(AdaptiveRate.Sample sample, long until) {
		this.state = this.state.throttled(sample);
		if (until > 0) {
			this.restEnd = Math.max(this.restEnd, until);
		}
		else if (sample.grantedAt() > this.restSince) {
			guess(sample.now());
		}
		this.state = this.state.resting(this.restEnd);
	}

	private void guess(long now) {
		this.level = this.probation ? this.level + 1 : 0;
		this.restSince = now;
		this.restEnd = now + (long) Math.min(LONGEST, 1e9 / rate() * Math.pow(2, this.level));
		this.probation = true;
		this.probed = false;
	}

}
