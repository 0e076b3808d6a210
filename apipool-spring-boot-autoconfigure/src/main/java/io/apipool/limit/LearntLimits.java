package io.apipool.limit;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;

/**
 * The limits of one bucket that the provider's answers have told. Unlike limits that are
 * written it has a state of its own, and is not shared.
 * <p>
 * Where no limit is written, one call at a time goes until an answer has come: nothing is
 * known yet of what the others would meet.
 */
final class LearntLimits implements Limit {

	private static final LimitDefinition ONE = new LimitDefinition("1 concurrent until limits are known", 1,
			LimitDefinition.REQUESTS, new LimitWindow.Concurrent(), null);

	private static final List<LimitDefinition> ALONE = List.of(ONE);

	private final Learning learning;

	private final WallClock clock;

	private final int end;

	private final LearntColumns columns;

	private final OpenUnits open = new OpenUnits();

	private final AtomicReference<List<LimitDefinition>> definitions;

	private final List<LimitDefinition> unknown;

	/** Later keys of claims are counted here, and others were granted before. */
	private long since = Long.MIN_VALUE;

	/**
	 * Creates the limits of a bucket of which nothing was told.
	 * @param learning how to learn
	 * @param alone whether one call at a time goes until an answer has come
	 * @param clock for snapshots
	 * @param end the first cell behind those of the limits before it: it uses none
	 */
	LearntLimits(Learning learning, boolean alone, WallClock clock, int end) {
		this.learning = learning;
		this.clock = clock;
		this.columns = new LearntColumns(clock);
		this.end = end;
		this.unknown = alone ? ALONE : List.of();
		this.definitions = new AtomicReference<>(this.unknown);
	}

	@Override
	public List<LimitDefinition> definitions() {
		return Objects.requireNonNull(this.definitions.get());
	}

	@Override
	public int end() {
		return this.end;
	}

	@Override
	public void begin(Cells cells, long since) {
		this.since = since;
	}

	private boolean counts(Claim claim) {
		return claim.key() > this.since;
	}

	@Override
	public boolean admits(Cells cells, Need need, long now) {
		forget(now);
		if (isAlone()) {
			return !need.takesSlot() || this.open.calls() == 0;
		}
		for (LearntColumn column : this.columns.values()) {
			long wanted = need.of(column.window().dimension());
			if (wanted > 0 && wanted > left(column, now)) {
				return false;
			}
		}
		return true;
	}

	private boolean isAlone() {
		return definitions().equals(ALONE);
	}

	private long left(LearntColumn column, long now) {
		return column.window().left(this.learning.share(), now);
	}

	@Override
	public void take(Cells cells, Need need, long now, long key) {
		this.open.take(need);
		for (LearntColumn column : this.columns.values()) {
			column.window().take(need.of(column.window().dimension()), now);
		}
	}

	@Override
	public boolean settle(Cells cells, Claim claim, Need reserved, Need used, long now, long key) {
		boolean counted = counts(claim);
		if (counted) {
			this.open.settle(reserved);
		}
		boolean freed = false;
		for (LearntColumn column : this.columns.values()) {
			String dimension = column.window().dimension();
			if ((counted && OpenUnits.knows(dimension)) || claim.grantedNanos() >= column.since()) {
				column.window().settle(claim.grantedNanos(), reserved.of(dimension), used.of(dimension), now);
				column.window().refused(claim.isThrottled() ? used.of(dimension) : 0);
				freed |= used.of(dimension) < reserved.of(dimension);
			}
		}
		if (isAlone() && used.of(LimitDefinition.REQUESTS) > 0) {
			this.definitions.set(List.of());
			freed = true;
		}
		return freed;
	}

	@Override
	public boolean release(Cells cells, Claim claim, Need need) {
		if (counts(claim)) {
			this.open.release(need);
		}
		return isAlone();
	}

	/**
	 * Takes in what an answer told.
	 * @param granted when the call was granted
	 * @param told what was said
	 * @param now the instant of the answer
	 * @return whether anything may have become free
	 */
	boolean learn(long granted, ToldLimit told, long now) {
		LearntColumn known = this.columns.get(told.name());
		LearntWindow window = (known != null) ? known.window()
				: new LearntWindow(told.dimension(), this.open.units(told.dimension()), granted);
		if (!this.learning.tell(window, granted, told, now)) {
			return false;
		}
		long since = (known != null) ? known.since() : now;
		this.columns.put(told.name(), LearntColumn.told(window, since, told.source(), now));
		show();
		return true;
	}

	private void show() {
		this.definitions.set(this.columns.isEmpty() ? this.unknown : this.columns.definitions());
	}

	private void forget(long now) {
		if (this.columns.forget(now)) {
			show();
		}
	}

	/**
	 * Takes in what answers told before this process started.
	 * @param kept what was told
	 * @param now the present
	 */
	void recall(List<LearntLimit> kept, long now) {
		for (LearntLimit limit : kept) {
			this.columns.recall(limit, this.open.units(limit.dimension()), now);
		}
		if (!this.columns.isEmpty()) {
			show();
		}
	}

	@Override
	public boolean refuses(Cells cells, int column, Need need, long now) {
		if (isAlone()) {
			return need.takesSlot() && this.open.calls() > 0;
		}
		long wanted = need.of(this.columns.get(column).window().dimension());
		return wanted > 0 && wanted > left(this.columns.get(column), now);
	}

	@Override
	public long earliest(Cells cells, int column, Need need, long now) {
		if (isAlone() || !refuses(cells, column, need, now)) {
			return now;
		}
		LearntWindow window = this.columns.get(column).window();
		return window.earliest(this.learning.share(), need.of(window.dimension()), now);
	}

	@Override
	public double leftShare(Cells cells, long now) {
		forget(now);
		double least = (isAlone() && this.open.calls() > 0) ? 0 : 1;
		for (LearntColumn column : this.columns.values()) {
			double limit = Math.max(1, column.window().limit() * this.learning.share());
			least = Math.min(least, left(column, now) / limit);
		}
		return least;
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return false;
	}

	@Override
	public LimitSnapshot snapshot(Cells cells, int column, long now) {
		if (isAlone()) {
			int calls = this.open.calls();
			return new LimitSnapshot(ONE.text(), ONE.dimension(), calls, 1 - calls, null);
		}
		LearntColumn told = this.columns.get(column);
		double left = (double) left(told, now) / Need.UNIT;
		double limit = (double) told.window().limit() / Need.UNIT * this.learning.share();
		return new LimitSnapshot(told.definition().text(), told.window().dimension(), limit - left, left,
				this.clock.instant(told.window().end(now)));
	}

	List<LearntLimit> learnt(long now) {
		forget(now);
		return this.columns.values()
			.stream()
			.map((column) -> column.learnt(left(column, now), this.clock, now))
			.toList();
	}

	@Override
	public void spend(Cells cells, Need used, long at, long now) {
		for (LearntColumn column : this.columns.values()) {
			if (at >= column.window().begin(now)) {
				column.window().book(used.of(column.window().dimension()));
			}
		}
	}

	@Override
	public void inherit(Cells cells, Limit old, Cells before, long now) {
		if (old instanceof LearntLimits other) {
			this.columns.inherit(other.columns);
			this.open.add(other.open);
			this.since = other.since;
			if (!other.isAlone()) {
				this.definitions.set(other.definitions());
			}
		}
	}

}
