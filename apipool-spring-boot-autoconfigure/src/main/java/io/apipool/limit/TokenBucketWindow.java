package io.apipool.limit;

import java.time.Instant;
import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;

/**
 * A token bucket: the generic cell rate algorithm (ITU-T I.371), kept as what is owed to
 * the bucket and since when, so that units stay whole.
 * <p>
 * With a burst of b units, the interval T for one unit, and k units wanted, a call may go
 * while the bucket will be full again within (b - k)T - margin. Arrivals that are late by
 * at most the margin then never find the provider's bucket short. Where that tolerance is
 * negative there is none: the bucket has to be full, and to have been full for the
 * margin, so that even the last arrival was refilled.
 * <p>
 * Time is rounded up: late, never early. A refund gives back only what cannot have been
 * refilled yet had the bucket been full at the grant; more is not known.
 */
final class TokenBucketWindow implements Limit {

	private final LimitDefinition definition;

	private final double interval;

	private final long burst;

	private final long margin;

	private final WallClock clock;

	private long wanted;

	private long owed;

	private long at;

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
		this.interval = pace.interval;
		this.burst = pace.burst;
		this.margin = pace.margin;
		this.clock = clock;
		this.since = since;
		this.at = since - pace.margin;
	}

	@Override
	public List<LimitDefinition> definitions() {
		return List.of(this.definition);
	}

	@Override
	public boolean admits(Need need, long now) {
		this.wanted = need.of(this.definition.dimension());
		return this.wanted == 0 || (this.wanted <= this.burst && admission(this.wanted, now) <= now);
	}

	@Override
	public void take(long now, long key) {
		charge(this.wanted, now);
	}

	@Override
	public void sent(Claim claim, Need need, long now, long key) {
		long reserved = need.of(this.definition.dimension());
		refill(now);
		if (reserved > this.owed && claim.key() > this.since) {
			charge(reserved - this.owed, now);
		}
	}

	@Override
	public boolean settle(Claim claim, Need reserved, Need used, long now, long key) {
		long before = reserved.of(this.definition.dimension());
		long after = used.of(this.definition.dimension());
		if (after > before) {
			charge(after - before, now);
		}
		if (after >= before || claim.key() <= this.since) {
			return false;
		}
		refill(now);
		long unrefilled = before - (long) Math.ceil((now - claim.grantedNanos()) / this.interval);
		long refund = Math.min(Math.min(before - after, unrefilled), this.owed);
		this.owed -= Math.max(0, refund);
		return refund > 0;
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
		return (amount == 0) ? now : Math.max(now, admission(amount, now));
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return need.of(this.definition.dimension()) > this.burst;
	}

	@Override
	public LimitSnapshot snapshot(int column, long now) {
		refill(now);
		Instant resetAt = (this.owed > 0) ? this.clock.instant(this.at + time(this.owed)) : null;
		return new LimitSnapshot(this.definition.text(), this.definition.dimension(), (double) this.owed / Need.UNIT,
				(double) (this.burst - this.owed) / Need.UNIT, resetAt);
	}

	@Override
	public void inherit(Limit old, long now) {
		if (old instanceof TokenBucketWindow other && other.kind().equals(kind())) {
			other.refill(now);
			this.owed = other.owed;
			this.at = other.at;
			this.since = other.since;
		}
	}

	private List<Object> kind() {
		LimitDefinition.TokenBucket window = (LimitDefinition.TokenBucket) this.definition.window();
		return List.of(this.definition.dimension(), window.length());
	}

	private long admission(long amount, long now) {
		refill(now);
		long tolerated = this.burst - amount - (long) Math.ceil(this.margin / this.interval);
		return (tolerated < 0) ? this.at + time(this.owed) + this.margin : this.at + time(this.owed - tolerated);
	}

	private void refill(long now) {
		long refilled = Math.min(this.owed, (long) ((now - this.at) / this.interval));
		if (refilled > 0) {
			this.owed -= refilled;
			this.at += time(refilled);
		}
	}

	private void charge(long amount, long now) {
		refill(now);
		this.at = (this.owed > 0) ? this.at : Math.max(this.at, now);
		this.owed = Math.min(this.owed, CEILING) + Math.min(amount, CEILING);
	}

	private long time(long amount) {
		return (amount > 0) ? (long) Math.ceil(Math.min(amount * this.interval, (double) CEILING)) : 0;
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
