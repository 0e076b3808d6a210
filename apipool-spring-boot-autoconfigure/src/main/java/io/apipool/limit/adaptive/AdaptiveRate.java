package io.apipool.limit.adaptive;

/**
 * The rate of a bucket whose limit nobody knows: calls are paced evenly, and what the
 * provider throttles tells how fast they may be. Internal. Pure: each answer makes the
 * next state. Instants are monotonic nanoseconds, rates calls a second.
 * <p>
 * It is multiplicative in both directions, so that the same numbers serve at 0.2 and at
 * 200 calls a second, and it looks at what the provider <em>served</em> in place of
 * stepping down blindly: additive increase and multiplicative decrease (Chiu and Jain,
 * 1989) with its factor of a half uses three quarters of a hard limit. Estimating the
 * rate from what was delivered between two losses is the idea of TCP Westwood (Mascolo et
 * al., 2001). The numbers were found by simulation.
 * <ul>
 * <li><b>Search.</b> Until the first throttle a success raises the rate by 2 to 5 %; the
 * first throttle multiplies it by 0.7.
 * <li><b>Growth.</b> Only a call that the pacer itself held back raises the rate: where
 * work is rare, or threads are, a success proves nothing. It does so by {@code increase}
 * until 80 were answered since the cut, then twice as much after every ten more, up to 40
 * times as much. So probing is gentle while the rate is right, and bold when the provider
 * has become more generous. A burst that cost many throttles, because many calls were in
 * flight when the rate was cut, makes the next probing that much gentler; probing into a
 * window that is full does not count there. In time, growth is at most 1 % a second, and
 * at most 15 % in the time from the last cut but one to the last, were it not gentler: a
 * window of a minute answers no sooner.
 * <li><b>Cut.</b> One a burst. A throttle belongs to the burst before if its call was
 * granted before the cut, or nothing granted since has succeeded. What the provider can
 * do is at least what it served in the time since the last measured burst; and at least
 * the present rate less the share that was lost to rests and throttles, which also holds
 * where work was missing or the rate has long been too low. The larger of the two, less a
 * margin, is the new rate; never less than 0.8 of the old one, nor more than
 * {@code decrease-factor} of it.
 * <li>Other answers - errors of the server, bad requests - change no rate. They count as
 * served.
 * </ul>
 */
public final class AdaptiveRate {

	private static final double AFTER_SEARCH = 0.7;

	private static final double LARGEST_CUT = 0.8;

	private static final double OF_SERVED = 0.985;

	private static final double OF_UNLOST = 0.96;

	private static final int ENOUGH = 8;

	private final RateRange range;

	private final double rate;

	private final Probe probe;

	private final Burst burst;

	private final Measured measured;

	private AdaptiveRate(RateRange range, double rate, Probe probe, Burst burst, Measured measured) {
		this.range = range;
		this.rate = rate;
		this.probe = probe;
		this.burst = burst;
		this.measured = measured;
	}

	/**
	 * Returns the state before the first answer.
	 * @param range its bounds
	 * @return the initial rate
	 */
	public static AdaptiveRate of(RateRange range) {
		return new AdaptiveRate(range, range.clip(range.initial()), Probe.NONE, Burst.NONE, Measured.since(0, 0));
	}

	/**
	 * Takes a rate over that was learnt before, with nothing of what led to it.
	 * @param rate calls a second
	 * @param now the present
	 * @return the state that begins with it; this one where a throttle was seen already
	 */
	public AdaptiveRate recalled(double rate, long now) {
		if (!isSearching()) {
			return this;
		}
		double known = this.range.clip(rate);
		return new AdaptiveRate(this.range, known, new Probe(0, now, 0), Burst.at(now, known).ended(),
				Measured.since(now, 0));
	}

	/**
	 * Returns the rate.
	 * @return calls a second
	 */
	public double rate() {
		return this.rate;
	}

	/**
	 * A call succeeded.
	 * @param sample when
	 * @param heldBack whether it had waited for the pacer, not for work, a thread or
	 * another limit
	 * @return the next state
	 */
	public AdaptiveRate succeeded(Sample sample, boolean heldBack) {
		double growth = heldBack ? growth(sample.now()) : 0;
		boolean begins = this.burst.isEndedBy(sample);
		double lost = begins ? this.burst.restTurns() : 0;
		return new AdaptiveRate(this.range, this.range.clip(this.rate * (1 + growth)),
				this.probe.answered(sample.now()), begins ? this.burst.ended() : this.burst,
				this.measured.served(lost));
	}

	/**
	 * A call was answered in a way that says nothing about the rate.
	 * @return the next state
	 */
	public AdaptiveRate answered() {
		return new AdaptiveRate(this.range, this.rate, this.probe, this.burst, this.measured.served(0));
	}

	/**
	 * A call was throttled.
	 * @param sample when
	 * @return the next state; the rate is the same where the throttle belongs to the
	 * burst before
	 */
	public AdaptiveRate throttled(Sample sample) {
		if (this.burst.contains(sample)) {
			return new AdaptiveRate(this.range, this.rate, this.probe,
					(sample.grantedAt() <= this.burst.at()) ? this.burst.more() : this.burst, this.measured.lost(1));
		}
		boolean measures = isSearching() || this.measured.served() >= ENOUGH;
		Measured next = measures ? Measured.since(sample.now(), 1) : this.measured.lost(1);
		return new AdaptiveRate(this.range, this.range.clip(this.rate * factor(sample.now())),
				this.probe.cut(sample.now(), this.rate, Growth.cost(this.burst.throttles())),
				Burst.at(sample.now(), this.rate), next);
	}

	/**
	 * The bucket rests.
	 * @param until to when
	 * @return the next state
	 */
	public AdaptiveRate resting(long until) {
		return new AdaptiveRate(this.range, this.rate, this.probe, this.burst.resting(until), this.measured);
	}

	/**
	 * Tells whether no throttle was seen yet.
	 * @return whether the rate is looked for
	 */
	public boolean isSearching() {
		return this.burst.throttles() == 0;
	}

	private double growth(long now) {
		return isSearching() ? Growth.searching(this.probe, now)
				: Growth.of(this.probe, this.range.increase(), this.burst.throttles(), now);
	}

	private double factor(long now) {
		if (isSearching()) {
			return AFTER_SEARCH;
		}
		double largest = this.range.decreaseFactor();
		if (this.measured.served() < ENOUGH) {
			return largest;
		}
		double served = OF_SERVED * this.measured.rate(now) / this.rate;
		double unlost = OF_UNLOST * this.measured.share();
		return Math.max(Math.min(LARGEST_CUT, largest), Math.min(largest, Math.max(served, unlost)));
	}

	/**
	 * The call that is told about.
	 *
	 * @param grantedAt when it was let go
	 * @param now when it was answered
	 */
	public record Sample(long grantedAt, long now) {
	}

}
