package io.apipool.limit;

/**
 * What the entries of a sliding window are made of, wherever they lie: a row of longs
 * that begins somewhere in an array.
 * <p>
 * An entry stands for one grant, or for several that follow each other: their first and
 * last key, when the latest of them was sent and answered, how many they are and how many
 * of them are open, both in one word, and the units of each column.
 */
final class EntryRows {

	static final int FIRST = 0;

	static final int LAST = 1;

	static final int SENT = 2;

	static final int ANSWERED = 3;

	static final int CALLS = 4;

	static final int UNITS = 5;

	private static final long GAP = 1L << 62;

	private static final int OPEN_BITS = 26;

	static final long OPEN = (1L << OPEN_BITS) - 1;

	static final long ONE = 1L << OPEN_BITS;

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
		data[row + CALLS] = ONE;
		for (int i = UNITS; i < stride(); i++) {
			data[row + i] = 0;
		}
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
		data[row + CALLS] += ONE;
		sent(data, row, now);
	}

	/**
	 * Returns how many grants and debits an entry stands for.
	 * @param data the array
	 * @param row where the entry begins
	 * @return the number
	 */
	long size(long[] data, int row) {
		return (data[row + CALLS] & ~GAP) >>> OPEN_BITS;
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
		data[row + CALLS]++;
	}

	void closed(long[] data, int row, long at) {
		if (isOpen(data, row)) {
			data[row + CALLS]--;
		}
		answered(data, row, at);
	}

	void answered(long[] data, int row, long at) {
		data[row + ANSWERED] = Math.max(data[row + ANSWERED], at);
	}

	boolean isOpen(long[] data, int row) {
		return (data[row + CALLS] & OPEN) > 0;
	}

	/**
	 * Tells whether nothing may be merged across the end of an entry.
	 * @param data the array
	 * @param row where the entry begins
	 * @return whether an entry with open calls went from behind it
	 */
	boolean gapAfter(long[] data, int row) {
		return (data[row + CALLS] & GAP) != 0;
	}

	void leaveGapAfter(long[] data, int row) {
		data[row + CALLS] |= GAP;
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
		mergeCalls(data, source, target);
		for (int i = UNITS; i < stride(); i++) {
			data[target + i] += data[source + i];
		}
	}

	/**
	 * Makes two entries that follow each other one, but for the units.
	 * @param data the array
	 * @param source where the one begins that is added
	 * @param target where the other begins
	 */
	void mergeCalls(long[] data, int source, int target) {
		for (int i = LAST; i <= ANSWERED; i++) {
			data[target + i] = Math.max(data[target + i], data[source + i]);
		}
		data[target + CALLS] = (data[target + CALLS] & ~GAP) + data[source + CALLS];
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
		for (int i = UNITS; i < stride(); i++) {
			data[row + i] = 0;
		}
	}

	void swap(long[] data, int one, int other) {
		for (int i = 0; i < stride(); i++) {
			long kept = data[one + i];
			data[one + i] = data[other + i];
			data[other + i] = kept;
		}
	}

}
