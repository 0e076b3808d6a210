package io.apipool.limit;

/**
 * The short way of a call through a sliding window: the newest entry takes the grant, and
 * holds it still when the answer comes. So go nearly all calls where there are many.
 * <p>
 * What it needs lies side by side in one array, at fixed distances, and is read and
 * written straight there. Whatever is not as simple is refused here, with nothing
 * changed, and left to {@link SlidingEntries}.
 */
final class NewestEntry {

	private static final int FIRST = EntryTable.NEWEST + EntryRows.FIRST;

	private static final int LAST = EntryTable.NEWEST + EntryRows.LAST;

	private static final int SENT = EntryTable.NEWEST + EntryRows.SENT;

	private static final int ANSWERED = EntryTable.NEWEST + EntryRows.ANSWERED;

	private static final int CALLS = EntryTable.NEWEST + EntryRows.CALLS;

	private static final int UNITS = EntryTable.NEWEST + EntryRows.UNITS;

	private final String[] dimensions;

	private final long[] amounts;

	private final SlidingWindow.Span span;

	private final long spacing;

	private final int at;

	/**
	 * Creates the short way.
	 * @param dimensions of the columns
	 * @param amounts the most of each column
	 * @param span the window's length and margin
	 * @param at the first cell of its {@link EntryTable}
	 */
	NewestEntry(String[] dimensions, long[] amounts, SlidingWindow.Span span, int at) {
		this.dimensions = dimensions;
		this.amounts = amounts;
		this.span = span;
		this.spacing = span.spacing();
		this.at = at;
	}

	/**
	 * Tells whether a need fits and no entry is due to leave.
	 * @param flat the cells
	 * @param need what is wanted
	 * @param now the instant
	 * @return whether it can be taken for certain
	 */
	boolean admits(long[] flat, Need need, long now) {
		if (now >= flat[this.at + EntryTable.DUE]) {
			return false;
		}
		int sums = sums();
		for (int i = 0; i < this.amounts.length; i++) {
			if (need.of(this.dimensions[i]) > this.amounts[i] - flat[sums + i]) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Takes what was admitted, if the grant joins the entry.
	 * @param flat the cells
	 * @param need what is wanted
	 * @param now the instant
	 * @param key the grant's key
	 * @return whether it was taken
	 */
	boolean take(long[] flat, Need need, long now, long key) {
		if (!joins(flat, key) || !need.takesAnyOf(this.dimensions)) {
			return false;
		}
		flat[this.at + EntryTable.TOTAL]++;
		flat[this.at + LAST] = key;
		flat[this.at + SENT] = Math.max(flat[this.at + SENT], now);
		flat[this.at + CALLS] += EntryRows.ONE + 1;
		int sums = sums();
		for (int i = 0; i < this.dimensions.length; i++) {
			long amount = need.of(this.dimensions[i]);
			flat[this.at + UNITS + i] += amount;
			flat[sums + i] += amount;
		}
		return true;
	}

	private boolean joins(long[] flat, long key) {
		return flat[this.at + EntryTable.COARSE] != 0 && flat[this.at + EntryTable.TOTAL] >= EntryUpkeep.EXACT / 2
				&& (flat[this.at + CALLS] & EntryRows.GAP) == 0 && key - flat[this.at + FIRST] < this.spacing;
	}

	/**
	 * Tells whether a grant belongs to the entry.
	 * @param flat the cells
	 * @param key the grant's
	 * @return whether it is in there
	 */
	boolean holds(long[] flat, long key) {
		return flat[this.at + EntryTable.FROM] < flat[this.at + EntryTable.TO] && flat[this.at + FIRST] <= key
				&& key <= flat[this.at + LAST];
	}

	/**
	 * One of the entry's calls was answered.
	 * @param flat the cells
	 * @param instant when
	 * @return whether the entry leaves sooner than was known
	 */
	boolean closed(long[] flat, long instant) {
		long calls = flat[this.at + CALLS];
		long answered = flat[this.at + ANSWERED];
		long latest = flat[this.at + SENT] + this.span.margin();
		boolean open = (calls & EntryRows.OPEN) > 0;
		boolean stillOpen = (calls & EntryRows.OPEN) > 1;
		long before = open ? latest : Math.min(answered, latest);
		long after = stillOpen ? latest : Math.min(Math.max(answered, instant), latest);
		flat[this.at + CALLS] = open ? calls - 1 : calls;
		flat[this.at + ANSWERED] = Math.max(answered, instant);
		leaves(flat, this.span.length() + after);
		return after < before;
	}

	private void leaves(long[] flat, long instant) {
		if (instant < flat[this.at + EntryTable.SOONEST]) {
			flat[this.at + EntryTable.SOONEST] = instant;
		}
		boolean alone = flat[this.at + EntryTable.FROM] == flat[this.at + EntryTable.TO] - 1;
		if (alone && instant < flat[this.at + EntryTable.DUE]) {
			flat[this.at + EntryTable.DUE] = instant;
		}
	}

	private int sums() {
		return this.at + UNITS + this.dimensions.length;
	}

}
