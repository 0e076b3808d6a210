package io.apipool.limit;

/**
 * The permits of a sliding window, oldest grant first, in one flat array.
 * <p>
 * An entry stands for one grant, or for several that follow each other: their first and
 * last key, when the latest of them was sent and answered, how many are open, and the
 * units of each column. It leaves when the latest of its permits does, so a permit of a
 * merged entry may come back late, but never early.
 * <p>
 * Up to {@value #EXACT} entries stay exact. When there are more, neighbours are merged as
 * far as their grants lie within a 126th of the window, and from then on a grant joins
 * the newest entry if it is as close; so memory is bounded. A permit then leaves with the
 * latest sent and the latest answered of its neighbours: less than 0.8 % of the window
 * late, where calls take equally long. Exactness returns when few entries are left.
 * <p>
 * A grant finds its entry by its key. An entry that went while calls of it were open
 * leaves a gap, across which nothing is merged: such a call must not be taken for one of
 * a neighbour's.
 */
final class SlidingEntries {

	private static final int EXACT = 128;

	private static final int MOST = 160;

	private static final int FIRST = 0;

	private static final int LAST = 1;

	private static final int SENT = 2;

	private static final int ANSWERED = 3;

	private static final int OPEN = 4;

	private static final int UNITS = 5;

	private static final long GAP = 1L << 62;

	private final long length;

	private final long margin;

	private final long spacing;

	private final int stride;

	private final long[] counted;

	private long[] data = new long[0];

	private int from;

	private int to;

	private boolean coarse;

	/**
	 * Creates an empty window.
	 * @param length nanoseconds
	 * @param margin nanoseconds
	 * @param columns how many amounts an entry holds
	 */
	SlidingEntries(long length, long margin, int columns) {
		this.length = length;
		this.margin = margin;
		this.spacing = Math.max(length / 126, (length + margin) / 139);
		this.stride = UNITS + columns;
		this.counted = new long[columns];
	}

	/**
	 * Returns the sum of a column.
	 * @param column the column
	 * @return everything that has not been dropped
	 */
	long counted(int column) {
		return this.counted[column];
	}

	/**
	 * Drops the oldest entries as far as they have left: cheap.
	 * @param now the instant
	 */
	void expireHead(long now) {
		while (this.from < this.to && leaves(this.from) <= now) {
			uncount(this.from++);
		}
	}

	/**
	 * Drops every entry that has left, also behind one that stays.
	 * @param now the instant
	 */
	void expire(long now) {
		int kept = this.from;
		for (int entry = this.from; entry < this.to; entry++) {
			if (leaves(entry) > now) {
				copy(entry, kept++);
				continue;
			}
			uncount(entry);
			if (kept > this.from && open(entry) > 0) {
				this.data[(kept - 1) * this.stride + OPEN] |= GAP;
			}
		}
		this.to = kept;
	}

	/**
	 * Finds the entry that a grant belongs to.
	 * @param key the grant's
	 * @return the entry, or -1 if it has been dropped
	 */
	int find(long key) {
		int low = this.from;
		int high = this.to - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			if (get(middle, FIRST) <= key) {
				low = middle + 1;
			}
			else {
				high = middle - 1;
			}
		}
		return (high >= this.from && key <= get(high, LAST)) ? high : -1;
	}

	/**
	 * Appends a grant whose call is open.
	 * @param key its key, greater than all before
	 * @param now the instant
	 * @return its entry
	 */
	int open(long key, long now) {
		int entry = append(key, now);
		this.data[entry * this.stride + OPEN]++;
		return entry;
	}

	/**
	 * Appends what is not the entry of a grant.
	 * @param key its key, greater than all before
	 * @param now the instant
	 * @param answered from when the window runs at the latest
	 * @return its entry
	 */
	int book(long key, long now, long answered) {
		int entry = append(key, now);
		answered(entry, answered);
		return entry;
	}

	/**
	 * Inserts what was used in the past.
	 * @param at when, also its key
	 * @param now the present instant
	 * @return its entry
	 */
	int insert(long at, long now) {
		reserve(now);
		create(this.to++, at, at);
		answered(this.to - 1, at);
		return sink(this.to - 1);
	}

	/**
	 * Takes over the entries of another window.
	 * @param other the other
	 * @param columns for each of this window's columns the other's, or -1
	 * @param now the present instant
	 */
	void inherit(SlidingEntries other, int[] columns, long now) {
		for (int source = other.from; source < other.to; source++) {
			reserve(now);
			int entry = this.to++;
			System.arraycopy(other.data, source * other.stride, this.data, entry * this.stride, UNITS);
			for (int column = 0; column < columns.length; column++) {
				long units = (columns[column] < 0) ? 0 : other.units(source, columns[column]);
				this.data[entry * this.stride + UNITS + column] = units;
				this.counted[column] += units;
			}
			sink(entry);
		}
	}

	void sent(int entry, long at) {
		this.data[entry * this.stride + SENT] = Math.max(get(entry, SENT), at);
	}

	void closed(int entry, long at) {
		if (open(entry) > 0) {
			this.data[entry * this.stride + OPEN]--;
		}
		answered(entry, at);
	}

	long units(int entry, int column) {
		return get(entry, UNITS + column);
	}

	void add(int entry, int column, long amount) {
		this.data[entry * this.stride + UNITS + column] += amount;
		this.counted[column] += amount;
	}

	/**
	 * Returns when an entry leaves by what is known.
	 * @param entry the entry
	 * @return the instant
	 */
	long leaves(int entry) {
		long latest = get(entry, SENT) + this.margin;
		return this.length + ((open(entry) > 0) ? latest : Math.min(get(entry, ANSWERED), latest));
	}

	/**
	 * Returns when so much of a column will have left by what is known.
	 * @param column the column
	 * @param amount how much
	 * @return the instant, or {@link PermitScope#NEVER}
	 */
	long freedAt(int column, long amount) {
		long instant = Long.MIN_VALUE;
		for (long freed = 0; freed < amount && instant != PermitScope.NEVER;) {
			instant = nextAfter(instant, column);
			freed += leavingAt(instant, column);
		}
		return instant;
	}

	private long nextAfter(long instant, int column) {
		long next = PermitScope.NEVER;
		for (int entry = this.from; entry < this.to; entry++) {
			long leaves = leaves(entry);
			if (leaves > instant && leaves < next && units(entry, column) > 0) {
				next = leaves;
			}
		}
		return next;
	}

	private long leavingAt(long instant, int column) {
		long sum = 0;
		for (int entry = this.from; entry < this.to; entry++) {
			sum += (leaves(entry) == instant) ? units(entry, column) : 0;
		}
		return sum;
	}

	private int append(long key, long now) {
		if (this.coarse && joins(key)) {
			this.data[(this.to - 1) * this.stride + LAST] = key;
			sent(this.to - 1, now);
			return this.to - 1;
		}
		reserve(now);
		create(this.to, key, now);
		return this.to++;
	}

	private boolean joins(long key) {
		this.coarse = this.to - this.from > EXACT / 2;
		int newest = this.to - 1;
		return this.coarse && !gapAfter(newest) && key - get(newest, FIRST) < this.spacing;
	}

	private void create(int entry, long key, long now) {
		int start = entry * this.stride;
		java.util.Arrays.fill(this.data, start, start + this.stride, 0);
		this.data[start + FIRST] = key;
		this.data[start + LAST] = key;
		this.data[start + SENT] = now;
		this.data[start + ANSWERED] = Long.MIN_VALUE;
	}

	/**
	 * Moves an entry that was added at the end to its place by key. Where keys overlap,
	 * entries become one.
	 */
	private int sink(int added) {
		int entry = added;
		while (entry > this.from && get(entry - 1, FIRST) > get(entry, FIRST)) {
			swap(entry - 1, entry);
			entry--;
		}
		if (entry > this.from && get(entry - 1, LAST) >= get(entry, FIRST)) {
			remove(entry, --entry);
		}
		else if (entry > this.from && gapAfter(entry - 1)) {
			this.data[entry * this.stride + OPEN] |= GAP;
		}
		while (entry + 1 < this.to && get(entry + 1, FIRST) <= get(entry, LAST)) {
			remove(entry + 1, entry);
		}
		return entry;
	}

	private void remove(int entry, int into) {
		merge(entry, into);
		this.to--;
		System.arraycopy(this.data, (entry + 1) * this.stride, this.data, entry * this.stride,
				(this.to - entry) * this.stride);
	}

	private void merge(int entry, int into) {
		int source = entry * this.stride;
		int target = into * this.stride;
		for (int i : new int[] { LAST, SENT, ANSWERED }) {
			this.data[target + i] = Math.max(this.data[target + i], this.data[source + i]);
		}
		this.data[target + OPEN] = (open(into) + open(entry)) | (this.data[source + OPEN] & GAP);
		for (int i = UNITS; i < this.stride; i++) {
			this.data[target + i] += this.data[source + i];
		}
	}

	private void reserve(long now) {
		if ((this.to + 1) * this.stride <= this.data.length) {
			return;
		}
		expire(now);
		if (this.to - this.from > EXACT) {
			coarsen();
		}
		int live = this.to - this.from;
		int capacity = this.data.length / this.stride;
		if (live >= capacity / 2 && (capacity < MOST || live > capacity - 8)) {
			capacity = (capacity < MOST) ? Math.min(Math.max(4, 2 * capacity), MOST) : 2 * capacity;
		}
		long[] target = (capacity * this.stride > this.data.length) ? new long[capacity * this.stride] : this.data;
		System.arraycopy(this.data, this.from * this.stride, target, 0, live * this.stride);
		this.data = target;
		this.from = 0;
		this.to = live;
	}

	private void coarsen() {
		int kept = this.from;
		for (int entry = this.from + 1; entry < this.to; entry++) {
			if (!gapAfter(kept) && get(entry, LAST) - get(kept, FIRST) < this.spacing) {
				merge(entry, kept);
			}
			else {
				copy(entry, ++kept);
			}
		}
		this.to = kept + 1;
		this.coarse = true;
	}

	private void uncount(int entry) {
		for (int column = 0; column < this.counted.length; column++) {
			this.counted[column] -= units(entry, column);
		}
	}

	private void copy(int source, int target) {
		if (source != target) {
			System.arraycopy(this.data, source * this.stride, this.data, target * this.stride, this.stride);
		}
	}

	private void swap(int one, int other) {
		for (int i = 0; i < this.stride; i++) {
			long kept = this.data[one * this.stride + i];
			this.data[one * this.stride + i] = this.data[other * this.stride + i];
			this.data[other * this.stride + i] = kept;
		}
	}

	private void answered(int entry, long at) {
		this.data[entry * this.stride + ANSWERED] = Math.max(get(entry, ANSWERED), at);
	}

	private long open(int entry) {
		return get(entry, OPEN) & ~GAP;
	}

	private boolean gapAfter(int entry) {
		return (get(entry, OPEN) & GAP) != 0;
	}

	private long get(int entry, int field) {
		return this.data[entry * this.stride + field];
	}

}
