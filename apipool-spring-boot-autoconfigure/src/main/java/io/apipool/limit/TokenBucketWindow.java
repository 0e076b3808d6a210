package io.apipool.limit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;

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

	/**
	 * Creates a bucket.
	 * @param definition its definition
	 * @param pace how fast it refills
	 * @param clock for snapshots
	 * @param place where it counts
	 */
	TokenBucketWindow(LimitDefinition definition, Pace pace, WallClock clock, Cells.Place place) {
		this.definition = definition;
		this.burst = pace.burst;
		this.margin = pace.margin;
		this.clock = clock;
		this.level = new Level(pace.interval, place.first());
	}

	@Override
	public int end() {
		return this.level.since + 1;
	}

	@Override
	public void begin(Cells cells, long since) {
		cells.set(this.level.since, since);
		cells.set(this.level.at, since - this.margin);
	}

	@Override
	public List<LimitDefinition> definitions() {
		return List.of(this.definition);
	}

	@Override
	public boolean admits(Cells cells, Need need, long now) {
		long wanted = need.of(this.definition.dimension());
		return wanted == 0 || (wanted <= this.burst && admission(cells, wanted, now) <= now);
	}

	@Override
	public void take(Cells cells, Need need, long now, long key) {
		this.level.charge(cells, need.of(this.definition.dimension()), now);
	}

	@Override
	public void sent(Cells cells, Claim claim, Need need, long now, long key) {
		long reserved = need.of(this.definition.dimension());
		this.level.refill(cells, now);
		long owed = cells.get(this.level.owed);
		if (reserved > owed && claim.key() > cells.get(this.level.since)) {
			this.level.charge(cells, reserved - owed, now);
		}
	}

	@Override
	public boolean settle(Cells cells, Claim claim, Need reserved, Need used, long now, long key) {
		long before = reserved.of(this.definition.dimension());
		long after = used.of(this.definition.dimension());
		if (after > before) {
			this.level.charge(cells, after - before, now);
		}
		if (after >= before || claim.key() <= cells.get(this.level.since)) {
			return false;
		}
		this.level.refill(cells, now);
		long unrefilled = before - this.level.units(now - claim.grantedNanos());
		long refund = Math.min(Math.min(before - after, unrefilled), cells.get(this.level.owed));
		cells.add(this.level.owed, -Math.max(0, refund));
		return refund > 0;
	}

	@Override
	public boolean refuses(Cells cells, int column, Need need, long now) {
		return earliest(cells, column, need, now) > now;
	}

	@Override
	public long earliest(Cells cells, int column, Need need, long now) {
		long amount = need.of(this.definition.dimension());
		if (amount > this.burst) {
			return PermitScope.NEVER;
		}
		return (amount == 0) ? now : Math.max(now, admission(cells, amount, now));
	}

	@Override
	public double leftShare(Cells cells, long now) {
		this.level.refill(cells, now);
		return 1 - (double) cells.get(this.level.owed) / this.burst;
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return need.of(this.definition.dimension()) > this.burst;
	}

	@Override
	public LimitSnapshot snapshot(Cells cells, int column, long now) {
		this.level.refill(cells, now);
		long owed = cells.get(this.level.owed);
		Instant resetAt = (owed > 0) ? this.clock.instant(this.level.owedUntil(cells, 0)) : null;
		return new LimitSnapshot(this.definition.text(), this.definition.dimension(), (double) owed / Need.UNIT,
				(double) (this.burst - owed) / Need.UNIT, resetAt);
	}

	@Override
	public void spend(Cells cells, Need used, long at, long now) {
		long owed = used.of(this.definition.dimension()) - this.level.units(now - at);
		if (owed > 0 && at <= now) {
			this.level.charge(cells, owed, now);
		}
	}

	/**
	 * Empties and refills the bucket minute by minute. What it held when those minutes
	 * began is not known, and under steady use it is never forgotten; so it is taken for
	 * empty then, which matters little after the time of several bursts.
	 */
	@Override
	public void restore(Cells cells, List<PastMinute> past, long now) {
		long full = (long) Math.min(this.burst * this.level.interval, (double) CEILING / LimitMemory.REFILLS);
		if (LimitMemory.isLong(full)) {
			long owed = this.burst;
			long at = now - LimitMemory.REFILLS * full;
			for (PastMinute minute : past.stream().sorted(Comparator.comparing(PastMinute::minute)).toList()) {
				long end = minute.end(this.clock, now);
				if (end >= at) {
					owed = Math.max(0, owed - this.level.refills(end - at))
							+ minute.used().of(this.definition.dimension());
					at = end;
				}
			}
			owed -= this.level.refills(now - at);
			if (owed > 0) {
				this.level.charge(cells, owed, now);
			}
		}
	}

	@Override
	public void inherit(Cells cells, Limit old, Cells before, long now) {
		if (old instanceof TokenBucketWindow other && other.kind().equals(kind())) {
			other.level.refill(before, now);
			cells.set(this.level.owed, before.get(other.level.owed));
			cells.set(this.level.at, before.get(other.level.at));
			cells.set(this.level.since, before.get(other.level.since));
		}
	}

	private List<Object> kind() {
		LimitWindow.TokenBucket window = (LimitWindow.TokenBucket) this.definition.window();
		return List.of(this.definition.dimension(), window.length());
	}

	private long admission(Cells cells, long amount, long now) {
		this.level.refill(cells, now);
		long tolerated = this.burst - amount - this.level.units(this.margin);
		return (tolerated < 0) ? this.level.owedUntil(cells, 0) + this.margin : this.level.owedUntil(cells, tolerated);
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
	 * What is owed to a bucket, and since when: three cells.
	 */
	private static final class Level {

		private final double interval;

		private final int owed;

		private final int at;

		private final int since;

		Level(double interval, int first) {
			this.interval = interval;
			this.owed = first;
			this.at = first + 1;
			this.since = first + 2;
		}

		/** When no more than so much will be owed. */
		long owedUntil(Cells cells, long amount) {
			return cells.get(this.at) + time(cells.get(this.owed) - amount);
		}

		/** What refills in a time, rounded up. */
		long units(long nanos) {
			return (long) Math.ceil(nanos / this.interval);
		}

		/** What has refilled in a time, rounded down. */
		long refills(long nanos) {
			return Math.max(0, (long) (nanos / this.interval));
		}

		void refill(Cells cells, long now) {
			long refilled = Math.min(cells.get(this.owed), (long) ((now - cells.get(this.at)) / this.interval));
			if (refilled > 0) {
				cells.add(this.owed, -refilled);
				cells.add(this.at, time(refilled));
			}
		}

		void charge(Cells cells, long amount, long now) {
			refill(cells, now);
			long owed = cells.get(this.owed);
			if (owed <= 0) {
				cells.set(this.at, Math.max(cells.get(this.at), now));
			}
			cells.set(this.owed, Math.min(owed, CEILING) + Math.min(amount, CEILING));
		}

		private long time(long amount) {
			return (amount > 0) ? (long) Math.ceil(Math.min(amount * this.interval, (double) CEILING)) : 0;
		}

	}

}
