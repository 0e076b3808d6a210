package io.apipool.limit;

/**
 * The present period of a calendar window and what is counted in it, in the cells of a
 * bucket. While a boundary is near, the count of the period that begins grows beside that
 * of the one that ends.
 */
final class Period {

	/** The last key of claims that took nothing here. */
	static final int SINCE = 0;

	/** What is counted in the period that decides. */
	static final int COUNTED = 1;

	/** What is open: granted and not answered. */
	static final int OPEN = 2;

	/** What is counted in the period that opens. */
	static final int UPCOMING = 3;

	/** When the period started, monotonic. */
	static final int STARTED_AT = 4;

	/** When the period started by the wall clock. */
	static final int START = 5;

	/** When the period ends by the wall clock. */
	static final int END = 6;

	/** What was given up so late that it may be counted in the next period. */
	static final int LATE = 7;

	private static final int OPENING = 8;

	private static final int SIZE = 9;

	private final int first;

	/**
	 * Creates a period.
	 * @param first its first cell
	 */
	Period(int first) {
		this.first = first;
	}

	/**
	 * Returns the first cell behind it.
	 * @return its index
	 */
	int end() {
		return this.first + SIZE;
	}

	long get(Cells cells, int cell) {
		return cells.get(this.first + cell);
	}

	void set(Cells cells, int cell, long value) {
		cells.set(this.first + cell, value);
	}

	void add(Cells cells, int cell, long amount) {
		cells.add(this.first + cell, amount);
	}

	/**
	 * Tells whether the last boundary is so near that a call may be counted on either
	 * side.
	 * @param cells of the bucket
	 * @return whether both counts grow
	 */
	boolean isOpening(Cells cells) {
		return get(cells, OPENING) != 0;
	}

	/**
	 * Begins the next period with all that is open or may come late.
	 * @param cells of the bucket
	 * @param later whether whole periods lie between it and the last one
	 */
	void begin(Cells cells, boolean later) {
		long ended = isOpening(cells) ? get(cells, UPCOMING) : get(cells, COUNTED);
		set(cells, COUNTED, later ? get(cells, OPEN) : ended);
		set(cells, UPCOMING, get(cells, OPEN) + (later ? 0 : get(cells, LATE)));
		set(cells, LATE, 0);
		set(cells, OPENING, 1);
	}

	/**
	 * The boundary is no longer near.
	 * @param cells of the bucket
	 */
	void opened(Cells cells) {
		set(cells, COUNTED, get(cells, UPCOMING));
		set(cells, OPENING, 0);
	}

	/**
	 * Returns the most that may be counted on either side of a boundary.
	 * @param cells of the bucket
	 * @return millionths of a unit
	 */
	long taken(Cells cells) {
		long counted = get(cells, COUNTED);
		return isOpening(cells) ? Math.max(counted, get(cells, UPCOMING)) : counted;
	}

	void count(Cells cells, long units) {
		add(cells, COUNTED, units);
		add(cells, UPCOMING, isOpening(cells) ? units : 0);
	}

	/**
	 * Counts so that no sum overflows.
	 * @param cells of the bucket
	 * @param units not negative
	 */
	void countAtMost(Cells cells, long units) {
		count(cells, Math.max(0, Math.min(units, Limit.CEILING - get(cells, COUNTED))));
	}

	void copy(Cells cells, Period other, Cells before) {
		for (int cell = 0; cell < SIZE; cell++) {
			set(cells, cell, other.get(before, cell));
		}
	}

}
