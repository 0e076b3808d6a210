package io.apipool.limit;

/**
 * The permits of a sliding window, oldest grant first.
 * <p>
 * An entry stands for one grant, or for several that follow each other. It leaves when
 * the latest of its permits does, so a permit of a merged entry may come back late, but
 * never early.
 * <p>
 * When there were too many to stay exact, a grant joins the newest entry if it is as
 * close as a 126th of the window. A permit then leaves with the latest sent and the
 * latest answered of its neighbours: less than 0.8 % of the window late, where calls take
 * equally long. Exactness returns when few grants are left: not when few entries are, for
 * then many grants would be kept apart and merged again and again.
 * <p>
 * A grant finds its entry by its key. A call looks at the newest entry, at the sums, and
 * at the oldest entry only when that is due to leave. Who wants to know exactly what has
 * left looks at all of them, but only when some entry can have left since the last look.
 */
final class SlidingEntries {

	private final EntryRows rows;

	private final EntryTable table;

	private final EntryUpkeep upkeep;

	private final Departures departures;

	private final long spacing;

	private final long length;

	private final int due;

	private final int soonest;

	/**
	 * Creates the entries.
	 * @param span the window's length and margin
	 * @param columns how many amounts an entry holds
	 * @param place where they lie
	 */
	SlidingEntries(SlidingWindow.Span span, int columns, Cells.Place place) {
		this.spacing = span.spacing();
		this.length = span.length();
		this.due = place.first() + EntryTable.DUE;
		this.soonest = place.first() + EntryTable.SOONEST;
		this.rows = new EntryRows(span.length(), span.margin(), columns);
		this.table = new EntryTable(this.rows, place);
		this.upkeep = new EntryUpkeep(this.rows, this.table, this.spacing);
		this.departures = new Departures(this.rows, this.table);
	}

	/**
	 * Returns the first cell behind the entries.
	 * @return its index
	 */
	int end() {
		return this.table.end();
	}

	/**
	 * Returns the sum of a column.
	 * @param cells of the bucket
	 * @param column the column
	 * @return everything that has not been dropped
	 */
	long counted(Cells cells, int column) {
		return this.table.sum(cells, column);
	}

	/**
	 * Drops the oldest entries as far as they have left: cheap. When to look is noted
	 * beside the sums; it is a hint, that may be late.
	 * @param cells of the bucket
	 * @param now the instant
	 */
	void expireHead(Cells cells, long now) {
		if (now >= cells.get(this.due)) {
			while (this.table.size(cells) > 0 && leaves(cells, this.table.from(cells)) <= now) {
				int oldest = this.table.from(cells);
				this.table.uncount(cells, this.table.data(cells, oldest), this.table.row(cells, oldest));
				this.table.dropOldest(cells);
			}
			boolean empty = this.table.size(cells) == 0;
			cells.set(this.due, empty ? Long.MIN_VALUE : leaves(cells, this.table.from(cells)));
		}
	}

	/**
	 * Drops every entry that has left, also behind one that stays. None has before an
	 * instant that is noted beside the sums: it is early rather than late.
	 * @param cells of the bucket
	 * @param now the instant
	 */
	void expire(Cells cells, long now) {
		if (now >= cells.get(this.soonest)) {
			this.upkeep.expire(cells, now);
			cells.set(this.soonest, this.upkeep.soonest(cells));
		}
	}

	private void leavesNotBefore(Cells cells, long instant) {
		cells.set(this.soonest, Math.min(cells.get(this.soonest), instant));
	}

	/**
	 * Finds the entry that a grant belongs to, which is mostly the newest.
	 * @param cells of the bucket
	 * @param key the grant's
	 * @return the entry, or -1 if it has been dropped
	 */
	int find(Cells cells, long key) {
		int low = this.table.from(cells);
		int newest = this.table.to(cells) - 1;
		if (newest >= low && this.rows.first(cells.flat(), this.table.newest()) <= key) {
			return this.rows.contains(cells.flat(), this.table.newest(), key) ? newest : -1;
		}
		int high = newest - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			if (this.rows.first(this.table.data(cells, middle), this.table.row(cells, middle)) <= key) {
				low = middle + 1;
			}
			else {
				high = middle - 1;
			}
		}
		boolean found = high >= this.table.from(cells)
				&& this.rows.contains(this.table.data(cells, high), this.table.row(cells, high), key);
		return found ? high : -1;
	}

	/**
	 * Appends a grant whose call is open: its entry is the newest.
	 * @param cells of the bucket
	 * @param key its key, greater than all before
	 * @param now the instant
	 */
	void open(Cells cells, long key, long now) {
		append(cells, key, now);
		this.rows.opened(cells.flat(), this.table.newest());
	}

	/**
	 * Appends what is not the entry of a grant.
	 * @param cells of the bucket
	 * @param key its key, greater than all before
	 * @param now the instant
	 * @param answered from when the window runs at the latest
	 * @return its entry
	 */
	int book(Cells cells, long key, long now, long answered) {
		append(cells, key, now);
		this.rows.answered(cells.flat(), this.table.newest(), answered);
		return this.table.to(cells) - 1;
	}

	private void append(Cells cells, long key, long now) {
		this.table.entered(cells, 1);
		if (this.table.isCoarse(cells) && joins(cells, key)) {
			this.rows.join(cells.flat(), this.table.newest(), key, now);
			return;
		}
		this.upkeep.reserve(cells, now);
		this.table.append(cells);
		this.rows.create(cells.flat(), this.table.newest(), key, now);
		leavesNotBefore(cells, now + this.length);
	}

	private boolean joins(Cells cells, long key) {
		if (this.table.total(cells) <= EntryUpkeep.EXACT / 2) {
			this.table.coarse(cells, false);
			return false;
		}
		int newest = this.table.newest();
		return !this.rows.gapAfter(cells.flat(), newest) && key - this.rows.first(cells.flat(), newest) < this.spacing;
	}

	/**
	 * Returns below which key the next grant is merged with the newest entry.
	 * @param cells of the bucket
	 * @return the key, or {@link Long#MIN_VALUE}: it would be an entry of its own
	 */
	long mergesUntil(Cells cells) {
		int newest = this.table.newest();
		boolean merges = this.table.isCoarse(cells) && this.table.total(cells) >= EntryUpkeep.EXACT / 2
				&& this.table.size(cells) > 0 && !this.rows.gapAfter(cells.flat(), newest);
		return merges ? this.rows.first(cells.flat(), newest) + this.spacing : Long.MIN_VALUE;
	}

	/**
	 * Merges what follows the newest entry with it, but for the units.
	 * @param cells of the bucket
	 * @param row where it lies in the cells
	 */
	void merge(Cells cells, int row) {
		long[] flat = cells.flat();
		this.table.entered(cells, this.rows.size(flat, row));
		this.rows.mergeCalls(flat, row, this.table.newest());
		mayLeaveAt(cells, this.table.to(cells) - 1, this.rows.leaves(flat, this.table.newest()));
	}

	/**
	 * Inserts what was used in the past.
	 * @param cells of the bucket
	 * @param at when, also its key
	 * @param now the present instant
	 * @return its entry
	 */
	int insert(Cells cells, long at, long now) {
		lookAtAll(cells);
		return this.upkeep.insert(cells, at, now);
	}

	/**
	 * Takes over the entries of another window.
	 * @param cells of the bucket
	 * @param other the other
	 * @param before of the other's bucket
	 * @param columns for each of this window's columns the other's, or -1
	 * @param now the present instant
	 */
	void inherit(Cells cells, SlidingEntries other, Cells before, int[] columns, long now) {
		lookAtAll(cells);
		for (int source = other.table.from(before); source < other.table.to(before); source++) {
			long[] data = other.table.data(before, source);
			int row = other.table.row(before, source);
			int entry = this.upkeep.adopt(cells, data, row, now);
			for (int column = 0; column < columns.length; column++) {
				add(cells, entry, column, (columns[column] < 0) ? 0 : other.rows.units(data, row, columns[column]));
			}
		}
	}

	private void lookAtAll(Cells cells) {
		cells.set(this.due, Long.MIN_VALUE);
		cells.set(this.soonest, Long.MIN_VALUE);
	}

	void sent(Cells cells, int entry, long at) {
		this.rows.sent(this.table.data(cells, entry), this.table.row(cells, entry), at);
	}

	/**
	 * One of an entry's calls was answered.
	 * @param cells of the bucket
	 * @param entry the entry
	 * @param at the instant
	 * @return whether the entry leaves sooner than was known
	 */
	boolean closed(Cells cells, int entry, long at) {
		long[] data = this.table.data(cells, entry);
		int row = this.table.row(cells, entry);
		long before = this.rows.leaves(data, row);
		this.rows.closed(data, row, at);
		long after = this.rows.leaves(data, row);
		mayLeaveAt(cells, entry, after);
		return after < before;
	}

	private void mayLeaveAt(Cells cells, int entry, long instant) {
		leavesNotBefore(cells, instant);
		if (entry == this.table.from(cells)) {
			cells.set(this.due, Math.min(cells.get(this.due), instant));
		}
	}

	long units(Cells cells, int entry, int column) {
		return this.rows.units(this.table.data(cells, entry), this.table.row(cells, entry), column);
	}

	void add(Cells cells, int entry, int column, long amount) {
		this.rows.add(this.table.data(cells, entry), this.table.row(cells, entry), column, amount);
		this.table.count(cells, column, amount);
	}

	/**
	 * Adds to the newest entry.
	 * @param cells of the bucket
	 * @param column which amount
	 * @param amount how much
	 */
	void addToNewest(Cells cells, int column, long amount) {
		this.rows.add(cells.flat(), this.table.newest(), column, amount);
		this.table.count(cells, column, amount);
	}

	private long leaves(Cells cells, int entry) {
		return this.rows.leaves(this.table.data(cells, entry), this.table.row(cells, entry));
	}

	/**
	 * Returns when entries leave.
	 * @return all that is known
	 */
	Departures departures() {
		return this.departures;
	}

}
