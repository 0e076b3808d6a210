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

	private final long burst;

	private final long margin;

	private final WallClock clock;

	private final Level level;

	private long wanted;

	/**
	 * Creates a full bucket.
	 * @param definition its definition
	 * @param pace how fast it refills
	 * @param clock for snapshots
	 * @param since the last key of claims that took nothing here
	 */
	TokenBucketWindow(LimitDefinition definition, Pace pace, WallClock clock, long since) {
		this.definition = definition;
		this.burst = pace.burst;
		this.margin = pace.margin;
		this.clock = clock;
		this.level = new Level(pace.interval);
		this.level.since = since;
		this.level.at = since - pace.margin;
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
		this.level.charge(this.wanted, now);
	}

	@Override
	public void sent(Claim claim, Need need, long now, long key) {
		long reserved = need.of(this.definition.dimension());
		this.level.refill(now);
		if (reserved > this.level.owed && claim.key() > this.level.since) {
			this.level.charge(reserved - this.level.owed, now);
		}
	}

	@Override
	public boolean settle(Claim claim, Need reserved, Need used, long now, long key) {
		long before = reserved.of(this.definition.dimension());
		long after = used.of(this.definition.dimension());
		if (after > before) {
			this.level.charge(after - before, now);
		}
		if (after >= before || claim.key() <= this.level.since) {
			return false;
		}
		this.level.refill(now);
		long unrefilled = before - this.level.units(now - claim.grantedNanos());
		long refund = Math.min(Math.min(before - after, unrefilled), this.level.owed);
		this.level.owed -= Math.max(0, refund);
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
		this.level.refill(now);
		long owed = this.level.owed;
		Instant resetAt = (owed > 0) ? this.clock.instant(this.level.owedUntil(0)) : null;
		return new LimitSnapshot(this.definition.text(), this.definition.dimension(), (double) owed / Need.UNIT,
				(double) (this.burst - owed) / Need.UNIT, resetAt);
	}

	@Override
	public void inherit(Limit old, long now) {
		if (old instanceof TokenBucketWindow other && other.kind().equals(kind())) {
			other.level.refill(now);
			this.level.owed = other.level.owed;
			this.level.at = other.level.at;
			this.level.since = other.level.since;
		}
	}

	private List<Object> kind() {
		LimitDefinition.TokenBucket window = (LimitDefinition.TokenBucket) this.definition.window();
		return List.of(this.definition.dimension(), window.length());
	}

	private long admission(long amount, long now) {
		this.level.refill(now);
		long tolerated = this.burst - amount - this.level.units(this.margin);
		return (tolerated < 0) ? this.level.owedUntil(0) + this.margin : this.level.owedUntil(tolerated);
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

	/**
	 * What is owed to a bucket, and since when.
	 */
	private static final class Level {

		private final double interval;

		long owed;

		long at;

		long since;

		Level(double interval) {
			this.interval = interval;
		}

		/** When no more than so much will be owed. */
		long owedUntil(long amount) {
			return this.at + time(this.owed - amount);
		}

		/** What refills in a time, rounded up. */
		long units(long nanos) {
			return (long) Math.ceil(nanos / this.interval);
		}

		void refill(long now) {
			long refilled = Math.min(this.owed, (long) ((now - this.at) / this.interval));
			if (refilled > 0) {
				this.owed -= refilled;
				this.at += time(refilled);
			}
		}

		void charge(long amount, long now) {
			refill(now);
			this.at = (this.owed > 0) ? this.at : Math.max(this.at, now);
			this.owed = Math.min(this.owed, CEILING) + Math.min(amount, CEILING);
		}

		private long time(long amount) {
			return (amount > 0) ? (long) Math.ceil(Math.min(amount * this.interval, (double) CEILING)) : 0;
		}

	}

}
