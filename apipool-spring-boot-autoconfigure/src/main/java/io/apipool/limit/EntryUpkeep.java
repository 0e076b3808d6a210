package io.apipool.limit;

/**
 * What is done to all entries of a sliding window now and then: to drop those that have
 * left, to make room, to merge neighbours, to insert into the middle.
 * <p>
 * Up to {@value #EXACT} entries stay exact. When there are more, neighbours are merged as
 * far as their grants lie within a 126th of the window, so memory is bounded. An entry
 * that went while calls of it were open leaves a gap, across which nothing is merged:
 * such a call must not be taken for one of a neighbour's.
 */
final class EntryUpkeep {

	/** So many entries stay exact. */
	static final int EXACT = 128;

	private static final int MOST = 160;

	private final EntryRows rows;

	private final EntryTable table;

	private final long spacing;

	/**
	 * Creates the upkeep.
	 * @param rows what entries are made of
	 * @param table where they lie
	 * @param spacing how far the grants of merged entries lie apart at the most
	 */
	EntryUpkeep(EntryRows rows, EntryTable table, long spacing) {
		this.rows = rows;
		this.table = table;
		this.spacing = spacing;
	}

	/**
	 * Drops every entry that has left, also behind one that stays.
	 * @param cells of the bucket
	 * @param now the instant
	 */
	void expire(Cells cells, long now) {
		long[] data = this.table.lay(cells);
		int from = this.table.from(cells);
		this.table.lift(cells, data, from, expire(cells, data, now));
	}

	/**
	 * Returns when the next entry leaves by what is known.
	 * @param cells of the bucket
	 * @return the instant, or {@link PermitScope#NEVER} if there is none
	 */
	long soonest(Cells cells) {
		long soonest = PermitScope.NEVER;
		for (int entry = this.table.from(cells); entry < this.table.to(cells); entry++) {
			soonest = Math.min(soonest, this.rows.leaves(this.table.data(cells, entry), this.table.row(cells, entry)));
		}
		return soonest;
	}

	private int expire(Cells cells, long[] data, long now) {
		int from = this.table.from(cells);
		int kept = from;
		for (int entry = from; entry < this.table.to(cells); entry++) {
			if (this.rows.leaves(data, row(entry)) > now) {
				this.rows.copy(data, row(entry), row(kept++));
				continue;
			}
			this.table.uncount(cells, data, row(entry));
			if (kept > from && this.rows.isOpen(data, row(entry))) {
				this.rows.leaveGapAfter(data, row(kept - 1));
			}
		}
		return kept;
	}

	/**
	 * Makes sure that an entry can be appended.
	 * @param cells of the bucket
	 * @param now the instant
	 */
	void reserve(Cells cells, long now) {
		if (!this.table.hasRoom(cells)) {
			long[] data = this.table.lay(cells);
			int from = this.table.from(cells);
			int to = expire(cells, data, now);
			if (to - from > EXACT) {
				to = coarsen(data, from, to);
				this.table.coarse(cells, true);
			}
			int live = to - from;
			long[] target = withRoom(data, live);
			System.arraycopy(data, row(from), target, 0, row(live));
			this.table.lift(cells, target, 0, live);
		}
	}

	private long[] withRoom(long[] data, int live) {
		int capacity = data.length / this.rows.stride();
		if (live < capacity / 2 || (capacity >= MOST && live <= capacity - 8)) {
			return data;
		}
		int wanted = (capacity < MOST) ? Math.min(Math.max(4, 2 * capacity), MOST) : 2 * capacity;
		return new long[row(wanted)];
	}

	private int coarsen(long[] data, int from, int to) {
		int kept = from;
		for (int entry = from + 1; entry < to; entry++) {
			boolean close = this.rows.last(data, row(entry)) - this.rows.first(data, row(kept)) < this.spacing;
			if (close && !this.rows.gapAfter(data, row(kept))) {
				this.rows.merge(data, row(entry), row(kept));
			}
			else {
				this.rows.copy(data, row(entry), row(++kept));
			}
		}
		return kept + 1;
	}

	/**
	 * Inserts what was used in the past.
	 * @param cells of the bucket
	 * @param at when, also its key
	 * @param now the present instant
	 * @return its entry
	 */
	int insert(Cells cells, long at, long now) {
		reserve(cells, now);
		long[] data = this.table.lay(cells);
		int added = this.table.to(cells);
		this.rows.create(data, row(added), at, at);
		this.rows.answered(data, row(added), at);
		this.table.entered(cells, 1);
		return sink(cells, data, added);
	}

	/**
	 * Takes over an entry of another window.
	 * @param cells of the bucket
	 * @param from the other's array
	 * @param row where the entry begins there
	 * @param now the present instant
	 * @return its entry, of no units
	 */
	int adopt(Cells cells, long[] from, int row, long now) {
		reserve(cells, now);
		long[] data = this.table.lay(cells);
		int added = this.table.to(cells);
		this.rows.copyWithoutUnits(from, row, data, row(added));
		this.table.entered(cells, this.rows.size(data, row(added)));
		return sink(cells, data, added);
	}

	/**
	 * Moves an entry that was added at the end to its place by key. Where keys overlap,
	 * entries become one.
	 */
	private int sink(Cells cells, long[] data, int added) {
		int from = this.table.from(cells);
		int entry = added;
		while (entry > from && first(data, entry - 1) > first(data, entry)) {
			this.rows.swap(data, row(entry - 1), row(entry));
			entry--;
		}
		int to = added + 1;
		if (entry > from && last(data, entry - 1) >= first(data, entry)) {
			to = remove(data, entry, --entry, to);
		}
		else if (entry > from && this.rows.gapAfter(data, row(entry - 1))) {
			this.rows.leaveGapAfter(data, row(entry));
		}
		while (entry + 1 < to && first(data, entry + 1) <= last(data, entry)) {
			to = remove(data, entry + 1, entry, to);
		}
		this.table.lift(cells, data, from, to);
		return entry;
	}

	private int remove(long[] data, int entry, int into, int to) {
		this.rows.merge(data, row(entry), row(into));
		System.arraycopy(data, row(entry + 1), data, row(entry), row(to - entry - 1));
		return to - 1;
	}

	private long first(long[] data, int entry) {
		return this.rows.first(data, row(entry));
	}

	private long last(long[] data, int entry) {
		return this.rows.last(data, row(entry));
	}

	private int row(int entry) {
		return entry * this.rows.stride();
	}

}
