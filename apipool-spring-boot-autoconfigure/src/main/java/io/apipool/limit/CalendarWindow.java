package io.apipool.limit;

import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;

/**
 * Never more than the amount in a period of the calendar.
 * <p>
 * The provider may see a boundary later than we do, and a call that is open at the
 * boundary may be counted on either side. So for the margin after a boundary the old
 * count still decides; meanwhile the new one grows beside it, beginning with all that is
 * open at the boundary, and then takes its place. A call is open from its grant to its
 * answer.
 * <p>
 * The end of the period only ever moves on: after a step of the wall clock backwards the
 * present count goes on until the clock passes that end, so no period's amount is handed
 * out twice.
 */
final class CalendarWindow implements Limit {

	private final LimitDefinition definition;

	private final CalendarPeriods periods;

	private final long amount;

	private final long margin;

	private final WallClock clock;

	private long since;

	private long wanted;

	private long counted;

	private long open;

	private long upcoming;

	private boolean opening;

	private long startedAt;

	private long start;

	private long end;

	/**
	 * Creates a window that has counted nothing.
	 * @param definition its definition
	 * @param amount the most in a period
	 * @param margin nanoseconds after a boundary at which the next period opens
	 * @param clock tells the periods
	 * @param since the last key of claims that took nothing here; an instant
	 */
	CalendarWindow(LimitDefinition definition, long amount, long margin, WallClock clock, long since) {
		LimitDefinition.Calendar window = (LimitDefinition.Calendar) definition.window();
		this.definition = definition;
		this.periods = new CalendarPeriods(window.unit(), window.zone());
		this.amount = amount;
		this.margin = margin;
		this.clock = clock;
		this.since = since;
		begin(since);
	}

	private void begin(long now) {
		long wall = this.clock.wall(now);
		this.start = this.periods.start(wall);
		this.end = this.periods.end(wall);
		this.startedAt = now - (wall - this.start);
	}

	private void roll(long now) {
		long wall = this.clock.wall(now);
		if (wall >= this.end) {
			long ended = this.end;
			begin(now);
			this.counted = this.opening ? this.upcoming : this.counted;
			this.counted = (this.start > ended) ? this.open : this.counted;
			this.upcoming = this.open;
			this.opening = true;
		}
		if (this.opening && wall >= this.start + this.margin) {
			this.counted = this.upcoming;
			this.opening = false;
		}
	}

	@Override
	public List<LimitDefinition> definitions() {
		return List.of(this.definition);
	}

	@Override
	public boolean admits(Need need, long now) {
		roll(now);
		this.wanted = need.of(this.definition.dimension());
		return this.wanted == 0 || this.wanted <= left();
	}

	/** What is left for a call that may be counted on either side of a boundary. */
	private long left() {
		return this.amount - (this.opening ? Math.max(this.counted, this.upcoming) : this.counted);
	}

	@Override
	public void take(long now, long key) {
		this.open += this.wanted;
		count(this.wanted);
	}

	private void count(long units) {
		this.counted += units;
		this.upcoming += this.opening ? units : 0;
	}

	@Override
	public boolean settle(Claim claim, Need reserved, Need used, long now, long key) {
		roll(now);
		long before = reserved.of(this.definition.dimension());
		long after = used.of(this.definition.dimension());
		boolean known = claim.key() > this.since;
		this.open -= known ? Math.min(before, this.open) : 0;
		if (after > before) {
			count(Math.max(0, Math.min(after - before, CEILING - this.counted)));
		}
		boolean refunds = after < before && known && claim.grantedNanos() >= this.startedAt;
		if (refunds) {
			count(after - before);
		}
		return refunds;
	}

	@Override
	public boolean refuses(int column, Need need, long now) {
		roll(now);
		long units = need.of(this.definition.dimension());
		return units > 0 && units > left();
	}

	@Override
	public long earliest(int column, Need need, long now) {
		if (tooSmall(column, need)) {
			return PermitScope.NEVER;
		}
		if (!refuses(column, need, now)) {
			return now;
		}
		boolean soon = this.opening && need.of(this.definition.dimension()) <= this.amount - this.upcoming;
		return this.clock.monotonic((soon ? this.start : this.end) + this.margin);
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return need.of(this.definition.dimension()) > this.amount;
	}

	@Override
	public LimitSnapshot snapshot(int column, long now) {
		roll(now);
		boolean soon = this.opening && this.upcoming == 0;
		long resetAt = (soon ? this.start : this.end) + this.margin;
		return new LimitSnapshot(this.definition.text(), this.definition.dimension(), (double) this.counted / Need.UNIT,
				(double) (this.amount - this.counted) / Need.UNIT,
				(this.counted > 0) ? WallClock.toInstant(resetAt) : null);
	}

	@Override
	public void restore(Need used, long at, long now) {
		roll(now);
		if (at >= this.startedAt && at <= now) {
			count(Math.min(used.of(this.definition.dimension()), CEILING - this.counted));
		}
	}

	@Override
	public void inherit(Limit old, long now) {
		if (old instanceof CalendarWindow other && other.periods.equals(this.periods)
				&& other.definition.dimension().equals(this.definition.dimension())) {
			other.roll(now);
			this.counted = other.counted;
			this.open = other.open;
			this.upcoming = other.upcoming;
			this.opening = other.opening;
			this.startedAt = other.startedAt;
			this.start = other.start;
			this.end = other.end;
			this.since = other.since;
		}
	}

	@Override
	public long boundary() {
		return this.clock.monotonic(this.opening ? this.start + this.margin : this.end);
	}

}
