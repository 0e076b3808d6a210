package io.apipool.limit;

import java.time.Instant;
import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;

/**
 * The sliding limits of a bucket that have one length and one margin: never more than the
 * amount in any span of that length.
 * <p>
 * A permit counts until the length after its answer, and at most the length and the
 * margin after it was sent; after its grant, where nobody says when. One that was given
 * up without an answer counts for the full margin. A call that is sent after its permit
 * has left is counted again from then, for the full margin.
 */
final class SlidingWindow implements Limit {

	private final List<LimitDefinition> definitions;

	private final String[] dimensions;

	private final long[] amounts;

	private final Span span;

	private final WallClock clock;

	private final int since;

	private final SlidingEntries entries;

	/**
	 * Creates a window.
	 * @param definitions its limits
	 * @param amounts the most of each
	 * @param span its length and margin
	 * @param clock for snapshots
	 * @param place where it counts
	 */
	SlidingWindow(List<LimitDefinition> definitions, long[] amounts, Span span, WallClock clock, Cells.Place place) {
		this.definitions = List.copyOf(definitions);
		this.dimensions = definitions.stream().map((limit) -> limit.dimension().intern()).toArray(String[]::new);
		this.amounts = amounts.clone();
		this.span = span;
		this.clock = clock;
		this.since = place.first();
		this.entries = new SlidingEntries(span, amounts.length, place.after(1));
	}

	@Override
	public int end() {
		return this.entries.end();
	}

	@Override
	public void begin(Cells cells, long since) {
		cells.set(this.since, since);
	}

	@Override
	public List<LimitDefinition> definitions() {
		return this.definitions;
	}

	String[] dimensions() {
		return this.dimensions;
	}

	long margin() {
		return this.span.margin;
	}

	@Override
	public boolean admits(Cells cells, Need need, long now) {
		this.entries.expireHead(cells, now);
		if (fits(cells, need)) {
			return true;
		}
		this.entries.expire(cells, now);
		return fits(cells, need);
	}

	private boolean fits(Cells cells, Need need) {
		for (int i = 0; i < this.amounts.length; i++) {
			if (missing(cells, i, need) > 0) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void take(Cells cells, Need need, long now, long key) {
		boolean opened = false;
		for (int i = 0; i < this.dimensions.length; i++) {
			long wanted = need.of(this.dimensions[i]);
			if (wanted > 0) {
				if (!opened) {
					this.entries.open(cells, key, now);
					opened = true;
				}
				this.entries.addToNewest(cells, i, wanted);
			}
		}
	}

	@Override
	public void sent(Cells cells, Claim claim, Need need, long now, long key) {
		int entry = find(cells, claim, need);
		if (entry >= 0) {
			this.entries.sent(cells, entry, now);
		}
		else if (takesFrom(need) && claim.key() > cells.get(this.since)) {
			book(cells, Need.NONE, need, this.entries.book(cells, key, now, now + this.span.margin));
		}
	}

	@Override
	public boolean settle(Cells cells, Claim claim, Need reserved, Need used, long now, long key) {
		int entry = find(cells, claim, reserved);
		boolean freed = false;
		if (entry >= 0) {
			freed = this.entries.closed(cells, entry, claim.isAnswered() ? now : now + this.span.margin);
			freed |= used != reserved && claim.key() > cells.get(this.since) && refund(cells, entry, reserved, used);
		}
		if (used != reserved && exceeds(reserved, used)) {
			book(cells, reserved, used, this.entries.book(cells, key, now, now));
		}
		return freed;
	}

	private int find(Cells cells, Claim claim, Need need) {
		return takesFrom(need) ? this.entries.find(cells, claim.key()) : -1;
	}

	private boolean takesFrom(Need need) {
		return need.takesAnyOf(this.dimensions);
	}

	private boolean exceeds(Need reserved, Need used) {
		for (String dimension : this.dimensions) {
			if (used.of(dimension) > reserved.of(dimension)) {
				return true;
			}
		}
		return false;
	}

	private boolean refund(Cells cells, int entry, Need reserved, Need used) {
		boolean freed = false;
		for (int i = 0; i < this.dimensions.length; i++) {
			long excess = reserved.of(this.dimensions[i]) - used.of(this.dimensions[i]);
			long amount = Math.min(excess, this.entries.units(cells, entry, i));
			if (amount > 0) {
				this.entries.add(cells, entry, i, -amount);
				freed = true;
			}
		}
		return freed;
	}

	private void book(Cells cells, Need reserved, Need used, int entry) {
		for (int i = 0; i < this.dimensions.length; i++) {
			long more = used.of(this.dimensions[i]) - reserved.of(this.dimensions[i]);
			long room = CEILING - this.entries.counted(cells, i);
			if (more > 0 && room > 0) {
				this.entries.add(cells, entry, i, Math.min(more, room));
			}
		}
	}

	/**
	 * Returns below which key the next grant is merged with the newest entry.
	 * @param cells of the bucket
	 * @return the key, or {@link Long#MIN_VALUE}: it would be an entry of its own
	 */
	long mergesUntil(Cells cells) {
		return this.entries.mergesUntil(cells);
	}

	/**
	 * Returns how much is left of a dimension.
	 * @param cells of the bucket
	 * @param dimension its name
	 * @return millionths; as many as there can be where nothing is limited
	 */
	long room(Cells cells, String dimension) {
		long room = Long.MAX_VALUE;
		for (int i = 0; i < this.dimensions.length; i++) {
			if (this.dimensions[i].equals(dimension)) {
				room = Math.min(room, this.amounts[i] - this.entries.counted(cells, i));
			}
		}
		return room;
	}

	/**
	 * Merges what follows the newest entry with it.
	 * @param cells of the bucket
	 * @param row where it lies in the cells
	 * @param of the dimensions of its units
	 */
	void merge(Cells cells, int row, String[] of) {
		for (int i = 0; i < of.length; i++) {
			for (int column = 0; column < this.dimensions.length; column++) {
				if (this.dimensions[column].equals(of[i])) {
					this.entries.addToNewest(cells, column, cells.get(row + EntryRows.UNITS + i));
				}
			}
		}
		this.entries.merge(cells, row);
	}

	@Override
	public boolean refuses(Cells cells, int column, Need need, long now) {
		this.entries.expire(cells, now);
		return missing(cells, column, need) > 0;
	}

	@Override
	public long earliest(Cells cells, int column, Need need, long now) {
		if (tooSmall(column, need)) {
			return PermitScope.NEVER;
		}
		this.entries.expire(cells, now);
		long missing = missing(cells, column, need);
		return (missing > 0) ? this.entries.departures().freedAt(cells, column, missing) : now;
	}

	private long missing(Cells cells, int column, Need need) {
		long amount = need.of(this.dimensions[column]);
		return (amount > 0) ? amount - (this.amounts[column] - this.entries.counted(cells, column)) : 0;
	}

	@Override
	public double leftShare(Cells cells, long now) {
		this.entries.expire(cells, now);
		double least = 1;
		for (int i = 0; i < this.amounts.length; i++) {
			least = Math.min(least, 1 - (double) this.entries.counted(cells, i) / this.amounts[i]);
		}
		return least;
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return need.of(this.dimensions[column]) > this.amounts[column];
	}

	@Override
	public LimitSnapshot snapshot(Cells cells, int column, long now) {
		this.entries.expire(cells, now);
		long counted = this.entries.counted(cells, column);
		Instant resetAt = (counted > 0) ? this.clock.instant(this.entries.departures().freedAt(cells, column, counted))
				: null;
		LimitDefinition definition = this.definitions.get(column);
		return new LimitSnapshot(definition.text(), definition.dimension(), (double) counted / Need.UNIT,
				(double) (this.amounts[column] - counted) / Need.UNIT, resetAt);
	}

	@Override
	public void spend(Cells cells, Need used, long at, long now) {
		if (takesFrom(used) && at <= now && at + this.span.length > now) {
			book(cells, Need.NONE, used, this.entries.insert(cells, at, now));
		}
	}

	@Override
	public void restore(Cells cells, List<PastMinute> past, long now) {
		if (LimitMemory.isLong(this.span.length)) {
			for (PastMinute minute : past) {
				spend(cells, minute.used(), minute.end(this.clock, now), now);
			}
		}
	}

	@Override
	public void inherit(Cells cells, Limit old, Cells before, long now) {
		if (old instanceof SlidingWindow other && other.span.length == this.span.length) {
			int[] columns = new int[this.dimensions.length];
			for (int i = 0; i < columns.length; i++) {
				columns[i] = List.of(other.dimensions).indexOf(this.dimensions[i]);
			}
			this.entries.inherit(cells, other.entries, before, columns, now);
			boolean whole = List.of(other.dimensions).containsAll(List.of(this.dimensions));
			if (whole) {
				cells.set(this.since, before.get(other.since));
			}
		}
	}

	/**
	 * A length and a margin.
	 *
	 * @param length nanoseconds
	 * @param margin nanoseconds
	 */
	record Span(long length, long margin) {

		/**
		 * Returns how far the grants of an entry lie apart at the most.
		 * @return nanoseconds
		 */
		long spacing() {
			return Math.max(this.length / 126, (this.length + this.margin) / 139);
		}

	}

}
