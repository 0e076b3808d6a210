package io.apipool.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;
import org.jspecify.annotations.Nullable;

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

	private final Map<String, LearntColumn> columns = new LinkedHashMap<>();

	private final OpenUnits open = new OpenUnits();

	private final AtomicReference<List<LimitDefinition>> definitions;

	private final List<LimitDefinition> unknown;

	private long recalledUntil = Long.MAX_VALUE;

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
	}

	@Override
	public boolean admits(Cells cells, Need need, long now) {
		forgetRecalled(now);
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
		this.open.settle(reserved);
		boolean freed = false;
		for (LearntColumn column : this.columns.values()) {
			String dimension = column.window().dimension();
			if (OpenUnits.knows(dimension) || claim.grantedNanos() >= column.since()) {
				column.window().settle(claim.grantedNanos(), reserved.of(dimension), used.of(dimension));
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
		this.open.release(need);
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
		this.columns.put(told.name(), new LearntColumn(window, since, null, shown(window), told.source(), now));
		if (this.recalledUntil != Long.MAX_VALUE) {
			replaceRecalled(told.dimension(), window.end(now));
		}
		show();
		return true;
	}

	private void show() {
		List<LimitDefinition> known = this.columns.values().stream().map(LearntColumn::definition).toList();
		this.definitions.set(known.isEmpty() ? this.unknown : known);
	}

	/**
	 * Takes in what answers told before this process started. It counts until its reset,
	 * for nobody knows the length of the window, or until an answer tells of the same
	 * dimension: then of several the one goes whose reset is the nearest.
	 * @param kept what was told
	 * @param now the present
	 */
	void recall(List<LearntLimit> kept, long now) {
		for (LearntLimit limit : kept) {
			boolean told = this.columns.values().stream().anyMatch((column) -> column.tells(limit.dimension()));
			long reset = (limit.resetAt() != null) ? this.clock.monotonic(WallClock.toNanos(limit.resetAt())) : now;
			if (!told && reset > now && limit.limit() != null && limit.left() != null) {
				recall(limit,
						new LearntWindow.Told(Need.millionths(limit.limit()), Need.millionths(limit.left()), reset, 0),
						now);
			}
		}
		if (!this.columns.isEmpty()) {
			show();
		}
	}

	private void recall(LearntLimit limit, LearntWindow.Told told, long now) {
		LearntWindow window = new LearntWindow(limit.dimension(), this.open.units(limit.dimension()), now);
		window.announced(now, told, now);
		long toldAt = this.clock.monotonic(WallClock.toNanos(limit.toldAt()));
		this.columns.put("recalled " + this.columns.size(),
				new LearntColumn(window, now, told.reset(), shown(window), limit.source(), toldAt));
		this.recalledUntil = Math.min(this.recalledUntil, told.reset());
	}

	private void replaceRecalled(String dimension, long end) {
		this.columns.entrySet()
			.stream()
			.filter((each) -> each.getValue().isRecalled(dimension))
			.min(Comparator.comparingLong((each) -> Math.abs(each.getValue().until(0) - end)))
			.map(Map.Entry::getKey)
			.ifPresent(this.columns::remove);
	}

	private void forgetRecalled(long now) {
		if (now >= this.recalledUntil) {
			this.columns.values().removeIf((column) -> column.until(Long.MAX_VALUE) <= now);
			this.recalledUntil = this.columns.values()
				.stream()
				.mapToLong((column) -> column.until(Long.MAX_VALUE))
				.min()
				.orElse(Long.MAX_VALUE);
			show();
		}
	}

	private static LimitDefinition shown(LearntWindow window) {
		double amount = (double) window.limit() / Need.UNIT;
		String number = (amount == Math.rint(amount)) ? Long.toString((long) amount) : Double.toString(amount);
		String text = number + " " + window.dimension() + " (learnt)";
		Duration length = Duration.ofNanos(Math.max(1, window.longest()));
		return new LimitDefinition(text, amount, window.dimension(), new LimitWindow.Sliding(length), null);
	}

	private LearntColumn column(int index) {
		return new ArrayList<>(this.columns.values()).get(index);
	}

	@Override
	public boolean refuses(Cells cells, int column, Need need, long now) {
		if (isAlone()) {
			return need.takesSlot() && this.open.calls() > 0;
		}
		long wanted = need.of(column(column).window().dimension());
		return wanted > 0 && wanted > left(column(column), now);
	}

	@Override
	public long earliest(Cells cells, int column, Need need, long now) {
		return (isAlone() || !refuses(cells, column, need, now)) ? now : column(column).window().end(now);
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
		LearntColumn told = column(column);
		double left = (double) left(told, now) / Need.UNIT;
		double limit = (double) told.window().limit() / Need.UNIT * this.learning.share();
		return new LimitSnapshot(told.definition().text(), told.window().dimension(), limit - left, left,
				this.clock.instant(told.window().end(now)));
	}

	List<LearntLimit> learnt(long now) {
		forgetRecalled(now);
		return this.columns.values().stream().map((column) -> learnt(column, now)).toList();
	}

	private LearntLimit learnt(LearntColumn column, long now) {
		LearntWindow window = column.window();
		return new LearntLimit(window.dimension(), (double) window.limit() / Need.UNIT,
				(double) left(column, now) / Need.UNIT, this.clock.instant(window.end(now)), column.source(),
				this.clock.instant(column.toldAt()));
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
			this.columns.putAll(other.columns);
			this.recalledUntil = other.recalledUntil;
			this.open.add(other.open);
			if (!other.isAlone()) {
				this.definitions.set(other.definitions());
			}
		}
	}

	/**
	 * A limit that was told.
	 *
	 * @param window what is known of it
	 * @param since when it was told first
	 * @param over when it is forgotten, or null: it was told to this process
	 * @param definition how it is shown
	 * @param source who told it
	 * @param toldAt when it was told last
	 */
	private record LearntColumn(LearntWindow window, long since, @Nullable Long over, LimitDefinition definition,
			String source, long toldAt) {

		boolean tells(String dimension) {
			return this.over == null && this.window.dimension().equals(dimension);
		}

		boolean isRecalled(String dimension) {
			return this.over != null && this.window.dimension().equals(dimension);
		}

		long until(long otherwise) {
			return (this.over != null) ? this.over : otherwise;
		}

	}

}
