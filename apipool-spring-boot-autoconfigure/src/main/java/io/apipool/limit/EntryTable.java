package io.apipool.limit;

/**
 * Where the entries of a sliding window lie, oldest first, and the sums of their columns.
 * <p>
 * The newest entry lies in the cells, beside the sums: a call is granted and mostly also
 * settled without touching more. The older ones lie in the window's ring, entry n at row
 * n; a row is kept free there for the newest. What works on many entries lays the newest
 * down, works on the ring alone, and lifts it up again.
 */
final class EntryTable {

	/** When the oldest entry leaves; may be late. */
	static final int DUE = 0;

	/** Before this instant no entry leaves. */
	static final int SOONEST = 1;

	/** The oldest entry. */
	private static final int FROM = 2;

	/** The entry behind the newest. */
	private static final int TO = 3;

	/** Whether grants join their neighbours. */
	private static final int COARSE = 4;

	/** How many grants and debits the entries stand for. */
	private static final int TOTAL = 5;

	/** The newest entry, and behind it the sums of the columns. */
	private static final int NEWEST = 6;

	private final EntryRows rows;

	private final int ring;

	private final int at;

	private final int newest;

	private final int sums;

	/**
	 * Creates the table.
	 * @param rows what entries are made of
	 * @param place where it begins
	 */
	EntryTable(EntryRows rows, Cells.Place place) {
		this.rows = rows;
		this.ring = place.ring();
		this.at = place.first();
		this.newest = this.at + NEWEST;
		this.sums = this.newest + rows.stride();
	}

	/**
	 * Returns the first cell behind the table.
	 * @return its index
	 */
	int end() {
		return this.sums + this.rows.columns();
	}

	/**
	 * Returns where the newest entry lies in the cells.
	 * @return its first cell
	 */
	int newest() {
		return this.newest;
	}

	int from(Cells cells) {
		return (int) cells.get(this.at + FROM);
	}

	int to(Cells cells) {
		return (int) cells.get(this.at + TO);
	}

	int size(Cells cells) {
		return to(cells) - from(cells);
	}

	/**
	 * Tells whether grants join their neighbours.
	 * @param cells of the bucket
	 * @return whether there were too many to keep them apart
	 */
	boolean isCoarse(Cells cells) {
		return cells.get(this.at + COARSE) != 0;
	}

	void coarse(Cells cells, boolean coarse) {
		cells.set(this.at + COARSE, coarse ? 1 : 0);
	}

	long[] data(Cells cells, int entry) {
		return (entry == to(cells) - 1) ? cells.flat() : cells.ring(this.ring);
	}

	int row(Cells cells, int entry) {
		return (entry == to(cells) - 1) ? this.newest : entry * this.rows.stride();
	}

	/**
	 * Returns how many grants and debits the entries stand for.
	 * @param cells of the bucket
	 * @return the number
	 */
	long total(Cells cells) {
		return cells.get(this.at + TOTAL);
	}

	void entered(Cells cells, long grants) {
		cells.add(this.at + TOTAL, grants);
	}

	long sum(Cells cells, int column) {
		return cells.get(this.sums + column);
	}

	void count(Cells cells, int column, long amount) {
		cells.add(this.sums + column, amount);
	}

	void uncount(Cells cells, long[] data, int row) {
		cells.add(this.at + TOTAL, -this.rows.size(data, row));
		for (int column = 0; column < this.rows.columns(); column++) {
			cells.add(this.sums + column, -this.rows.units(data, row, column));
		}
	}

	/**
	 * Drops the oldest entry, whose units are no longer counted.
	 * @param cells of the bucket
	 */
	void dropOldest(Cells cells) {
		cells.add(this.at + FROM, 1);
	}

	/**
	 * Tells whether an entry can be appended.
	 * @param cells of the bucket
	 * @return whether the ring has a row for it
	 */
	boolean hasRoom(Cells cells) {
		return (to(cells) + 1) * this.rows.stride() <= cells.ring(this.ring).length;
	}

	/**
	 * Appends an entry that is to be created.
	 * @param cells of the bucket
	 * @return the entry
	 */
	int append(Cells cells) {
		lay(cells);
		cells.add(this.at + TO, 1);
		return to(cells) - 1;
	}

	/**
	 * Lays the newest entry down.
	 * @param cells of the bucket
	 * @return the ring, where all entries are now
	 */
	long[] lay(Cells cells) {
		long[] data = cells.ring(this.ring);
		copyNewest(cells, cells.flat(), data);
		return data;
	}

	/**
	 * Lifts the newest entry up.
	 * @param cells of the bucket
	 * @param data where all entries are
	 * @param from the index of the oldest
	 * @param to the index behind the newest
	 */
	void lift(Cells cells, long[] data, int from, int to) {
		cells.ring(this.ring, data);
		cells.set(this.at + FROM, from);
		cells.set(this.at + TO, to);
		copyNewest(cells, data, cells.flat());
	}

	private void copyNewest(Cells cells, long[] source, long[] target) {
		int stride = this.rows.stride();
		if (size(cells) > 0) {
			int row = (to(cells) - 1) * stride;
			boolean down = target == cells.ring(this.ring);
			System.arraycopy(source, down ? this.newest : row, target, down ? row : this.newest, stride);
		}
	}

}
