package io.apipool.limit;

import java.time.Instant;
import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;

/**
 * A token bucket as the generic cell rate algorithm (ITU-T I.371) keeps it: one instant,
 * at which the bucket will be full again.
 * <p>
 * With a burst of b units, the interval T for one unit, and k units wanted, a call may go
 * while the bucket is full again within (b - k)T - margin. Arrivals that are late by at
 * most the margin then never find the provider's bucket short. Where that tolerance is
 * negative there is none: the bucket has to be full, and to have been full for the
 * margin, so that even the last arrival was refilled.
 * <p>
 * Whatever is rounded, is rounded up: late, never early. A refund gives back only what
 * cannot have been refilled yet had the bucket been full at the grant; more is not known.
 */
final class TokenBucketWindow implements Limit {

	private final LimitDefinition definition;

	private final double interval;

	private final long burst;

	private final long margin;

	private final WallClock clock;

	private long wanted;

	private long fullAt;

	private long since;

	/**
	 * Creates a full bucket.
	 * @param definition its definition
	 * @param pace how fast it refills
	 * @param clock for snapshots
	 * @param since the last key of claims that took nothing here
	 */
	TokenBucketWindow(LimitDefinition definition, Pace pace, WallClock clock, long since) {
		this.definition = definition;
		this.interval = Math.nextUp(pace.interval);
		this.burst = pace.burst;
		this.margin = pace.margin;
		this.clock = clock;
		this.since = since;
		this.fullAt = since - pace.margin;
	}

	@Override
	public List<LimitDefinition> definitions() {
		return List.of(this.definition);
	}

	@Override
	public boolean admits(Need need, long now) {
		this.wanted = need.of(this.definition.dimension());
		return this.wanted == 0 || (this.wanted <= this.burst && admission(this.wanted) <= now);
	}

	@Override
	public void take(long now, long key) {
		charge(this.wanted, now);
	}

	@Override
	public void sent(Claim claim, Need need, long now, long key) {
		long reserved = need.of(this.definition.dimension());
		if (reserved > 0 && claim.key() > this.since) {
			this.fullAt = Math.max(this.fullAt, now + time(reserved));
		}
	}

	@Override
	public boolean settle(Claim claim, Need reserved, Need used, long now, long key) {
		long before = reserved.of(this.definition.dimension());
		long after = used.of(this.definition.dimension());
		if (after > before) {
			charge(after - before, now);
		}
		return after < before && claim.key() > this.since && refund(claim, before, after, now);
	}

	private boolean refund(Claim claim, long reserved, long used, long now) {
		long unrefilled = claim.grantedAt() + time(reserved) - now;
		long amount = Math.min((long) ((reserved - used) * this.interval), unrefilled);
		if (amount <= 0) {
			return false;
		}
		this.fullAt -= amount;
		return true;
	}

	@Override
	public boolean refuses(int column, Need need, long now) {
		return earliest(column, need, now) > now;
	}

	@Override
	public long earliest(int column, Need need, long now) {
		long amount = need.of(this.definition.dimension());
		if (amount > this.burst) {
			return PermitScope.NEVER;
		}
		return (amount == 0) ? now : Math.max(now, admission(amount));
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return need.of(this.definition.dimension()) > this.burst;
	}

	@Override
	public LimitSnapshot snapshot(int column, long now) {
		double used = (double) Math.round(Math.max(0, this.fullAt - now) / this.interval) / Need.UNIT;
		Instant resetAt = (used > 0) ? this.clock.instant(this.fullAt) : null;
		return new LimitSnapshot(this.definition.text(), this.definition.dimension(), used,
				(double) this.burst / Need.UNIT - used, resetAt);
	}

	@Override
	public void inherit(Limit old, long now) {
		if (old instanceof TokenBucketWindow other && other.kind().equals(kind())) {
			double owed = Math.max(0, other.fullAt - now) / other.interval;
			this.fullAt = (owed > 0) ? now + (long) Math.ceil(owed * this.interval) : other.fullAt;
			this.since = other.since;
		}
	}

	private List<Object> kind() {
		LimitDefinition.TokenBucket window = (LimitDefinition.TokenBucket) this.definition.window();
		return List.of(this.definition.dimension(), window.length());
	}

	private long admission(long amount) {
		long tolerance = (long) ((this.burst - amount) * this.interval) - this.margin;
		return (tolerance < 0) ? this.fullAt + this.margin : this.fullAt - tolerance;
	}

	private void charge(long amount, long now) {
		this.fullAt = Math.min(Math.max(this.fullAt, now) + time(amount), CEILING);
	}

	private long time(long amount) {
		return (long) Math.ceil(Math.min(amount * this.interval, (double) CEILING));
	}

	/**
	 * How a bucket refills.
	 *
	 * @param interval nanoseconds in which a millionth of a unit refills
	 * @param burst the most it holds
	 * @param margin nanoseconds
	 */
	record Pace(double interval, long burst, long margin) {
	}

}
