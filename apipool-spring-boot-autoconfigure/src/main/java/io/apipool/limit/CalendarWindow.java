package io.apipool.limit;

import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;

/**
 * Never more than the amount in a period of the calendar.
 * <p>
 * The provider may see a boundary later than we do, and a call that is open at the
 * boundary may be counted on either side. So for the margin after a boundary the old
 * count still decides; meanwhile the new one grows beside it, beginning with all that is
 * open at the boundary, and then takes its place. A call is open from its grant to its
 * answer; one that was given up without an answer so long before the boundary as the
 * margin, or less, counts as open there.
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

	private final Period period;

	/**
	 * Creates a window.
	 * @param definition its definition
	 * @param amount the most in a period
	 * @param margin nanoseconds after a boundary at which the next period opens
	 * @param clock tells the periods
	 * @param place where it counts
	 */
	CalendarWindow(LimitDefinition definition, long amount, long margin, WallClock clock, Cells.Place place) {
		LimitWindow.Calendar window = (LimitWindow.Calendar) definition.window();
		this.definition = definition;
		this.periods = new CalendarPeriods(window.unit(), window.zone());
		this.amount = amount;
		this.margin = margin;
		this.clock = clock;
		this.period = new Period(place.first());
	}

	@Override
	public int end() {
		return this.period.end();
	}

	@Override
	public void begin(Cells cells, long since) {
		this.period.set(cells, Period.SINCE, since);
		start(cells, since);
	}

	private void start(Cells cells, long now) {
		long wall = this.clock.wall(now);
		long start = this.periods.start(wall);
		this.period.set(cells, Period.START, start);
		this.period.set(cells, Period.END, this.periods.end(wall));
		this.period.set(cells, Period.STARTED_AT, now - (wall - start));
	}

	private void roll(Cells cells, long now) {
		long wall = this.clock.wall(now);
		if (wall >= this.period.get(cells, Period.END)) {
			long ended = this.period.get(cells, Period.END);
			start(cells, now);
			this.period.begin(cells, this.period.get(cells, Period.START) > ended);
		}
		if (this.period.isOpening(cells) && wall >= this.period.get(cells, Period.START) + this.margin) {
			this.period.opened(cells);
		}
	}

	@Override
	public List<LimitDefinition> definitions() {
		return List.of(this.definition);
	}

	@Override
	public boolean admits(Cells cells, Need need, long now) {
		roll(cells, now);
		long wanted = need.of(this.definition.dimension());
		return wanted == 0 || wanted <= left(cells);
	}

	/** What is left for a call that may be counted on either side of a boundary. */
	private long left(Cells cells) {
		return this.amount - this.period.taken(cells);
	}

	@Override
	public void take(Cells cells, Need need, long now, long key) {
		long wanted = need.of(this.definition.dimension());
		this.period.add(cells, Period.OPEN, wanted);
		this.period.count(cells, wanted);
	}

	@Override
	public boolean settle(Cells cells, Claim claim, Need reserved, Need used, long now, long key) {
		roll(cells, now);
		long before = reserved.of(this.definition.dimension());
		long after = used.of(this.definition.dimension());
		boolean known = claim.key() > this.period.get(cells, Period.SINCE);
		if (known) {
			this.period.add(cells, Period.OPEN, -Math.min(before, this.period.get(cells, Period.OPEN)));
			this.period.add(cells, Period.LATE, mayComeLate(cells, claim, now) ? Math.min(before, after) : 0);
		}
		if (after > before) {
			this.period.countAtMost(cells, after - before);
		}
		boolean refunds = after < before && known && claim.grantedNanos() >= this.period.get(cells, Period.STARTED_AT);
		if (refunds) {
			this.period.count(cells, after - before);
		}
		return refunds;
	}

	/** Whether the provider may count a call in the next period that nobody answered. */
	private boolean mayComeLate(Cells cells, Claim claim, long now) {
		return !claim.isAnswered() && this.clock.wall(now) + this.margin >= this.period.get(cells, Period.END);
	}

	@Override
	public boolean refuses(Cells cells, int column, Need need, long now) {
		roll(cells, now);
		long units = need.of(this.definition.dimension());
		return units > 0 && units > left(cells);
	}

	@Override
	public long earliest(Cells cells, int column, Need need, long now) {
		if (tooSmall(column, need)) {
			return PermitScope.NEVER;
		}
		if (!refuses(cells, column, need, now)) {
			return now;
		}
		boolean soon = this.period.isOpening(cells)
				&& need.of(this.definition.dimension()) <= this.amount - this.period.get(cells, Period.UPCOMING);
		return this.clock.monotonic(this.period.get(cells, soon ? Period.START : Period.END) + this.margin);
	}

	@Override
	public double leftShare(Cells cells, long now) {
		roll(cells, now);
		return (double) left(cells) / this.amount;
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return need.of(this.definition.dimension()) > this.amount;
	}

	@Override
	public LimitSnapshot snapshot(Cells cells, int column, long now) {
		roll(cells, now);
		boolean soon = this.period.isOpening(cells) && this.period.get(cells, Period.UPCOMING) == 0;
		long resetAt = this.period.get(cells, soon ? Period.START : Period.END) + this.margin;
		long counted = this.period.get(cells, Period.COUNTED);
		return new LimitSnapshot(this.definition.text(), this.definition.dimension(), (double) counted / Need.UNIT,
				(double) (this.amount - counted) / Need.UNIT, (counted > 0) ? WallClock.toInstant(resetAt) : null);
	}

	@Override
	public void spend(Cells cells, Need used, long at, long now) {
		roll(cells, now);
		if (at >= this.period.get(cells, Period.STARTED_AT) && at <= now) {
			this.period.countAtMost(cells, used.of(this.definition.dimension()));
		}
	}

	@Override
	public void restore(Cells cells, List<PastMinute> past, long now) {
		roll(cells, now);
		if (LimitMemory.isLong((LimitWindow.Calendar) this.definition.window())) {
			for (PastMinute minute : past) {
				boolean present = minute.wall() >= this.period.get(cells, Period.START);
				this.period.countAtMost(cells, present ? minute.used().of(this.definition.dimension()) : 0);
			}
		}
	}

	@Override
	public void inherit(Cells cells, Limit old, Cells before, long now) {
		if (old instanceof CalendarWindow other && other.definition.window().equals(this.definition.window())
				&& other.definition.dimension().equals(this.definition.dimension())) {
			other.roll(before, now);
			this.period.copy(cells, other.period, before);
		}
	}

	@Override
	public long boundary(Cells cells) {
		return this.clock.monotonic(this.period.isOpening(cells) ? this.period.get(cells, Period.START) + this.margin
				: this.period.get(cells, Period.END));
	}

}
