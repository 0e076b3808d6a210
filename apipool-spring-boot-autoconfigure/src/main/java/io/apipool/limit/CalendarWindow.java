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

	private final Period period = new Period();

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
		this.period.since = since;
		begin(since);
	}

	private void begin(long now) {
		long wall = this.clock.wall(now);
		this.period.start = this.periods.start(wall);
		this.period.end = this.periods.end(wall);
		this.period.startedAt = now - (wall - this.period.start);
	}

	private void roll(long now) {
		long wall = this.clock.wall(now);
		if (wall >= this.period.end) {
			long ended = this.period.end;
			begin(now);
			this.period.counted = this.period.opening ? this.period.upcoming : this.period.counted;
			this.period.counted = (this.period.start > ended) ? this.period.open : this.period.counted;
			this.period.upcoming = this.period.open;
			this.period.opening = true;
		}
		if (this.period.opening && wall >= this.period.start + this.margin) {
			this.period.counted = this.period.upcoming;
			this.period.opening = false;
		}
	}

	@Override
	public List<LimitDefinition> definitions() {
		return List.of(this.definition);
	}

	@Override
	public boolean admits(Need need, long now) {
		roll(now);
		this.period.wanted = need.of(this.definition.dimension());
		return this.period.wanted == 0 || this.period.wanted <= left();
	}

	/** What is left for a call that may be counted on either side of a boundary. */
	private long left() {
		return this.amount - this.period.taken();
	}

	@Override
	public void take(long now, long key) {
		this.period.open += this.period.wanted;
		this.period.count(this.period.wanted);
	}

	@Override
	public boolean settle(Claim claim, Need reserved, Need used, long now, long key) {
		roll(now);
		long before = reserved.of(this.definition.dimension());
		long after = used.of(this.definition.dimension());
		boolean known = claim.key() > this.period.since;
		this.period.open -= known ? Math.min(before, this.period.open) : 0;
		if (after > before) {
			this.period.count(Math.max(0, Math.min(after - before, CEILING - this.period.counted)));
		}
		boolean refunds = after < before && known && claim.grantedNanos() >= this.period.startedAt;
		if (refunds) {
			this.period.count(after - before);
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
		boolean soon = this.period.opening
				&& need.of(this.definition.dimension()) <= this.amount - this.period.upcoming;
		return this.clock.monotonic((soon ? this.period.start : this.period.end) + this.margin);
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return need.of(this.definition.dimension()) > this.amount;
	}

	@Override
	public LimitSnapshot snapshot(int column, long now) {
		roll(now);
		boolean soon = this.period.opening && this.period.upcoming == 0;
		long resetAt = (soon ? this.period.start : this.period.end) + this.margin;
		return new LimitSnapshot(this.definition.text(), this.definition.dimension(),
				(double) this.period.counted / Need.UNIT, (double) (this.amount - this.period.counted) / Need.UNIT,
				(this.period.counted > 0) ? WallClock.toInstant(resetAt) : null);
	}

	@Override
	public void restore(Need used, long at, long now) {
		roll(now);
		if (at >= this.period.startedAt && at <= now) {
			this.period.count(Math.min(used.of(this.definition.dimension()), CEILING - this.period.counted));
		}
	}

	@Override
	public void inherit(Limit old, long now) {
		if (old instanceof CalendarWindow other && other.definition.window().equals(this.definition.window())
				&& other.definition.dimension().equals(this.definition.dimension())) {
			other.roll(now);
			this.period.copy(other.period);
		}
	}

	@Override
	public long boundary() {
		return this.clock.monotonic(this.period.opening ? this.period.start + this.margin : this.period.end);
	}

	/**
	 * The present period and what is counted in it.
	 */
	private static final class Period {

		long since;

		long wanted;

		long counted;

		long open;

		long upcoming;

		boolean opening;

		long startedAt;

		long start;

		long end;

		/** The most that may be counted on either side of a boundary. */
		long taken() {
			return this.opening ? Math.max(this.counted, this.upcoming) : this.counted;
		}

		void count(long units) {
			this.counted += units;
			this.upcoming += this.opening ? units : 0;
		}

		void copy(Period other) {
			this.since = other.since;
			this.counted = other.counted;
			this.open = other.open;
			this.upcoming = other.upcoming;
			this.opening = other.opening;
			this.startedAt = other.startedAt;
			this.start = other.start;
			this.end = other.end;
		}

	}

}
