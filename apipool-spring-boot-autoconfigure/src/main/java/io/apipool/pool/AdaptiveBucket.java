package io.apipool.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.apipool.definition.AdaptiveDefinition;
import io.apipool.limit.PermitScope;
import io.apipool.limit.adaptive.AdaptiveRate;
import io.apipool.limit.adaptive.RateRange;
import org.jspecify.annotations.Nullable;

/**
 * A bucket whose rate is learnt: tells the rule what became of its calls, and the scope
 * the rate.
 */
final class AdaptiveBucket {

	private static final double LONGEST = Duration.ofMinutes(1).toNanos();

	private final PermitScope scope;

	private final int model;

	private final double initial;

	private final AtomicReference<AdaptiveRate> state;

	private AdaptiveBucket(PermitScope scope, int model, RateRange range) {
		this.scope = scope;
		this.model = model;
		this.state = new AtomicReference<>(AdaptiveRate.of(range));
		this.initial = rate();
		scope.pace(model, rate());
	}

	static AdaptiveBucket of(PermitScope scope, int model, AdaptiveDefinition numbers) {
		return new AdaptiveBucket(scope, model, new RateRange(numbers.initial(), numbers.min(), numbers.max(),
				numbers.increase(), numbers.decreaseFactor()));
	}

	void succeeded(Lease lease, long now) {
		change((before) -> before.succeeded(sample(lease, now), lease.is(Lease.HELD_BACK)));
	}

	void answered() {
		change(AdaptiveRate::answered);
	}

	void throttled(Lease lease, long now) {
		change((before) -> before.throttled(sample(lease, now)));
	}

	void resting(long until) {
		change((before) -> before.resting(until));
	}

	/**
	 * Returns how long the bucket rests when nothing is announced.
	 */
	Ladder ladder() {
		long first = (long) Math.min(LONGEST, 1e9 / rate());
		return Ladder.doubling(first, (long) LONGEST, 0);
	}

	/**
	 * Returns calls a second.
	 */
	double rate() {
		return Objects.requireNonNull(this.state.get()).rate();
	}

	/**
	 * Returns what was learnt, in calls a second; null where that is nothing yet.
	 */
	@Nullable Double learnt() {
		double rate = rate();
		return (rate != this.initial) ? rate : null;
	}

	/**
	 * Takes over what was learnt before this process started.
	 */
	void recall(double rate, long now) {
		change((before) -> before.recalled(rate, now));
	}

	private synchronized void change(UnaryOperator<AdaptiveRate> transition) {
		double before = rate();
		double after = this.state.updateAndGet(transition).rate();
		if (after != before) {
			this.scope.pace(this.model, after);
		}
	}

	private static AdaptiveRate.Sample sample(Lease lease, long now) {
		return new AdaptiveRate.Sample(lease.since(), now);
	}

}
