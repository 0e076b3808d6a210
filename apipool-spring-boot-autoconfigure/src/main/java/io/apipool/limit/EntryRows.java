package io.apipool.limit;

/**
 * What the entries of a sliding window are made of, wherever they lie: a row of longs
 * that begins somewhere in an array.
 * <p>
 * An entry stands for one grant, or for several that follow each other: their first and
 * last key, when the latest of them was sent and answered, how many are open, and the
 * units of each column.
 */
final class EntryRows {

	private static final int FIRST = 0;

	private static final int LAST = 1;

	private static final int SENT = 2;

	private static final int ANSWERED = 3;

	private static final int OPEN = 4;

	private static final int UNITS = 5;

	private static final long GAP = 1L << 62;

	private final long length;

	private final long margin;

	private final int columns;

	/**
	 * Creates the arithmetic.
	 * @param length nanoseconds
	 * @param margin nanoseconds
	 * @param columns how many amounts an entry holds
	 */
	EntryRows(long length, long margin, int columns) {
		this.length = length;
		this.margin = margin;
		this.columns = columns;
	}

	int columns() {
		return this.columns;
	}

	/**
	 * Returns how long a row is.
	 * @return longs
	 */
	int stride() {
		return UNITS + this.columns;
	}

	void create(long[] data, int row, long key, long now) {
		data[row + FIRST] = key;
		data[row + LAST] = key;
		data[row + SENT] = now;
		data[row + ANSWERED] = Long.MIN_VALUE;
		java.util.Arrays.fill(data, row + OPEN, row + stride(), 0);
	}

	/**
	 * Adds a grant to an entry.
	 * @param data the array
	 * @param row where the entry begins
	 * @param key the grant's key, greater than all before
	 * @param now the instant
	 */
	void join(long[] data, int row, long key, long now) {
		data[row + LAST] = key;
		sent(data, row, now);
	}

	long first(long[] data, int row) {
		return data[row + FIRST];
	}

	long last(long[] data, int row) {
		return data[row + LAST];
	}

	boolean contains(long[] data, int row, long key) {
		return data[row + FIRST] <= key && key <= data[row + LAST];
	}

	void sent(long[] data, int row, long at) {
		data[row + SENT] = Math.max(data[row + SENT], at);
	}

	void opened(long[] data, int row) {
		data[row + OPEN]++;
	}

	void closed(long[] data, int row, long at) {
		if (isOpen(data, row)) {
			data[row + OPEN]--;
		}
		answered(data, row, at);
	}

	void answered(long[] data, int row, long at) {
		data[row + ANSWERED] = Math.max(data[row + ANSWERED], at);
	}

	boolean isOpen(long[] data, int row) {
		return (data[row + OPEN] & ~GAP) > 0;
	}

	/**
	 * Tells whether nothing may be merged across the end of an entry.
	 * @param data the array
	 * @param row where the entry begins
	 * @return whether an entry with open calls went from behind it
	 */
	boolean gapAfter(long[] data, int row) {
		return (data[row + OPEN] & GAP) != 0;
	}

	void leaveGapAfter(long[] data, int row) {
		data[row + OPEN] |= GAP;
	}

	long units(long[] data, int row, int column) {
		return data[row + UNITS + column];
	}

	void add(long[] data, int row, int column, long amount) {
		data[row + UNITS + column] += amount;
	}

	/**
	 * Returns when an entry leaves by what is known.
	 * @param data the array
	 * @param row where the entry begins
	 * @return the instant
	 */
	long leaves(long[] data, int row) {
		long latest = data[row + SENT] + this.margin;
		return this.length + (isOpen(data, row) ? latest : Math.min(data[row + ANSWERED], latest));
	}

	/**
	 * Makes two entries that follow each other one.
	 * @param data the array
	 * @param source where the one begins that is added
	 * @param target where the other begins
	 */
	void merge(long[] data, int source, int target) {
		for (int i = LAST; i <= ANSWERED; i++) {
			data[target + i] = Math.max(data[target + i], data[source + i]);
		}
		data[target + OPEN] = (data[target + OPEN] & ~GAP) + data[source + OPEN];
		for (int i = UNITS; i < stride(); i++) {
			data[target + i] += data[source + i];
		}
	}

	void copy(long[] data, int source, int target) {
		if (source != target) {
			System.arraycopy(data, source, data, target, stride());
		}
	}

	/**
	 * Copies an entry of another window without its units.
	 * @param from the other's array
	 * @param source where the entry begins there
	 * @param data the array
	 * @param row where it shall begin
	 */
	void copyWithoutUnits(long[] from, int source, long[] data, int row) {
		System.arraycopy(from, source, data, row, UNITS);
		java.util.Arrays.fill(data, row + UNITS, row + stride(), 0);
	}

	void swap(long[] data, int one, int other) {
		for (int i = 0; i < stride(); i++) {
			long kept = data[one + i];
			data[one + i] = data[other + i];
			data[other + i] = kept;
		}
	}

}
