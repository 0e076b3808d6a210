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
 * equally long. Exactness returns when few entries are left.
 * <p>
 * A grant finds its entry by its key. A call looks at the newest entry, at the sums, and
 * at the oldest entry only when that is due to leave.
 */
final class SlidingEntries {

	private final EntryRows rows;

	private final EntryTable table;

	private final EntryUpkeep upkeep;

	private final long spacing;

	private final int due;

	/**
	 * Creates the entries.
	 * @param span the window's length and margin
	 * @param columns how many amounts an entry holds
	 * @param place where they lie
	 */
	SlidingEntries(SlidingWindow.Span span, int columns, Cells.Place place) {
		this.spacing = Math.max(span.length() / 126, (span.length() + span.margin()) / 139);
		this.due = place.first();
		this.rows = new EntryRows(span.length(), span.margin(), columns);
		this.table = new EntryTable(this.rows, place.after(1));
		this.upkeep = new EntryUpkeep(this.rows, this.table, this.spacing);
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
	 * Drops every entry that has left, also behind one that stays.
	 * @param cells of the bucket
	 * @param now the instant
	 */
	void expire(Cells cells, long now) {
		this.upkeep.expire(cells, now);
	}

	/**
	 * Finds the entry that a grant belongs to, which is mostly the newest.
	 * @param cells of the bucket
	 * @param key the grant's
	 * @return the entry, or -1 if it has been dropped
	 */
	int find(Cells cells, long key) {
		int low = this.table.from(cells);
		int high = this.table.to(cells) - 1;
		int middle = high;
		while (low <= high) {
			if (this.rows.first(this.table.data(cells, middle), this.table.row(cells, middle)) <= key) {
				low = middle + 1;
			}
			else {
				high = middle - 1;
			}
			middle = (low + high) >>> 1;
		}
		boolean found = high >= this.table.from(cells)
				&& this.rows.contains(this.table.data(cells, high), this.table.row(cells, high), key);
		return found ? high : -1;
	}

	/**
	 * Appends a grant whose call is open.
	 * @param cells of the bucket
	 * @param key its key, greater than all before
	 * @param now the instant
	 * @return its entry
	 */
	int open(Cells cells, long key, long now) {
		int entry = append(cells, key, now);
		this.rows.opened(this.table.data(cells, entry), this.table.row(cells, entry));
		return entry;
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
		int entry = append(cells, key, now);
		this.rows.answered(this.table.data(cells, entry), this.table.row(cells, entry), answered);
		return entry;
	}

	private int append(Cells cells, long key, long now) {
		int newest = this.table.to(cells) - 1;
		if (this.table.isCoarse(cells) && joins(cells, newest, key)) {
			this.rows.join(this.table.data(cells, newest), this.table.row(cells, newest), key, now);
			return newest;
		}
		this.upkeep.reserve(cells, now);
		int entry = this.table.append(cells);
		this.rows.create(this.table.data(cells, entry), this.table.row(cells, entry), key, now);
		return entry;
	}

	private boolean joins(Cells cells, int newest, long key) {
		boolean many = this.table.size(cells) > EntryUpkeep.EXACT / 2;
		this.table.coarse(cells, many);
		long[] data = this.table.data(cells, newest);
		int row = this.table.row(cells, newest);
		return many && !this.rows.gapAfter(data, row) && key - this.rows.first(data, row) < this.spacing;
	}

	/**
	 * Inserts what was used in the past.
	 * @param cells of the bucket
	 * @param at when, also its key
	 * @param now the present instant
	 * @return its entry
	 */
	int insert(Cells cells, long at, long now) {
		cells.set(this.due, Long.MIN_VALUE);
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
		cells.set(this.due, Long.MIN_VALUE);
		for (int source = other.table.from(before); source < other.table.to(before); source++) {
			long[] data = other.table.data(before, source);
			int row = other.table.row(before, source);
			int entry = this.upkeep.adopt(cells, data, row, now);
			for (int column = 0; column < columns.length; column++) {
				add(cells, entry, column, (columns[column] < 0) ? 0 : other.rows.units(data, row, columns[column]));
			}
		}
	}

	void sent(Cells cells, int entry, long at) {
		this.rows.sent(this.table.data(cells, entry), this.table.row(cells, entry), at);
	}

	void closed(Cells cells, int entry, long at) {
		this.rows.closed(this.table.data(cells, entry), this.table.row(cells, entry), at);
		if (entry == this.table.from(cells)) {
			cells.set(this.due, Math.min(cells.get(this.due), leaves(cells, entry)));
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
	 * Returns when an entry leaves by what is known.
	 * @param cells of the bucket
	 * @param entry the entry
	 * @return the instant
	 */
	long leaves(Cells cells, int entry) {
		return this.rows.leaves(this.table.data(cells, entry), this.table.row(cells, entry));
	}

	/**
	 * Returns when so much of a column will have left by what is known.
	 * @param cells of the bucket
	 * @param column the column
	 * @param amount how much
	 * @return the instant, or {@link PermitScope#NEVER}
	 */
	long freedAt(Cells cells, int column, long amount) {
		long instant = Long.MIN_VALUE;
		for (long freed = 0; freed < amount && instant != PermitScope.NEVER;) {
			instant = nextAfter(cells, instant, column);
			freed += leavingAt(cells, instant, column);
		}
		return instant;
	}

	private long nextAfter(Cells cells, long instant, int column) {
		long next = PermitScope.NEVER;
		for (int entry = this.table.from(cells); entry < this.table.to(cells); entry++) {
			long leaves = leaves(cells, entry);
			if (leaves > instant && leaves < next && units(cells, entry, column) > 0) {
				next = leaves;
			}
		}
		return next;
	}

	private long leavingAt(Cells cells, long instant, int column) {
		long sum = 0;
		for (int entry = this.table.from(cells); entry < this.table.to(cells); entry++) {
			sum += (leaves(cells, entry) == instant) ? units(cells, entry, column) : 0;
		}
		return sum;
	}

}
