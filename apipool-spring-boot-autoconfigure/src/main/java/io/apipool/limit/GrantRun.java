package io.apipool.limit;

import java.util.Arrays;
import java.util.List;

/**
 * The short way of a call through all sliding windows of a bucket: grants that each
 * window would add to its newest entry are noted once, for all of them, and handed to the
 * windows together when the run ends. So go nearly all calls where there are many.
 * <p>
 * A run is an entry by itself, beside the windows' own. It begins when every window would
 * merge the next grant with its newest entry. It ends before anybody looks at a window,
 * and when a grant would be too far from the first of any newest entry. Whatever is not
 * as simple is refused here, with nothing changed.
 */
final class GrantRun {

	private static final int UNTIL = 0;

	private static final int ENTRY = 1;

	private static final int FIRST = ENTRY + EntryRows.FIRST;

	private static final int LAST = ENTRY + EntryRows.LAST;

	private static final int SENT = ENTRY + EntryRows.SENT;

	private static final int ANSWERED = ENTRY + EntryRows.ANSWERED;

	private static final int CALLS = ENTRY + EntryRows.CALLS;

	private static final int UNITS = ENTRY + EntryRows.UNITS;

	private final SlidingWindow[] windows;

	private final String[] dimensions;

	private final long margin;

	private final int at;

	private final int room;

	/**
	 * Creates what notes runs.
	 * @param windows the windows of a bucket
	 * @param at the first of its cells
	 */
	GrantRun(List<SlidingWindow> windows, int at) {
		this.windows = windows.toArray(SlidingWindow[]::new);
		this.dimensions = dimensions(windows);
		this.margin = windows.stream().mapToLong(SlidingWindow::margin).max().orElse(0);
		this.at = at;
		this.room = at + UNITS + this.dimensions.length;
	}

	private static String[] dimensions(List<SlidingWindow> windows) {
		return windows.stream()
			.map(SlidingWindow::dimensions)
			.flatMap(Arrays::stream)
			.distinct()
			.toArray(String[]::new);
	}

	/**
	 * Returns how many cells a run takes.
	 * @param dimensions how many dimensions the windows have together
	 * @return the number
	 */
	static int size(int dimensions) {
		return UNITS + 2 * dimensions;
	}

	/**
	 * Tells whether a need fits, even if nothing has left since the run began.
	 * @param flat the cells
	 * @param need what is wanted
	 * @param now the instant
	 * @return whether it can be taken for certain
	 */
	boolean admits(long[] flat, Need need, long now) {
		if (now >= flat[this.at + UNTIL]) {
			return false;
		}
		for (int i = 0; i < this.dimensions.length; i++) {
			long amount = need.of(this.dimensions[i]);
			if (amount <= 0 || amount > flat[this.room + i] - flat[this.at + UNITS + i]) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Takes what was admitted here, if the grant belongs to the run.
	 * @param flat the cells
	 * @param need what is wanted
	 * @param now the instant
	 * @param key the grant's key
	 * @return whether it was taken
	 */
	boolean take(long[] flat, Need need, long now, long key) {
		if (key >= flat[this.at + UNTIL]) {
			return false;
		}
		long calls = flat[this.at + CALLS];
		if (calls == 0) {
			flat[this.at + FIRST] = key;
		}
		flat[this.at + CALLS] = calls + EntryRows.ONE + 1;
		flat[this.at + LAST] = key;
		flat[this.at + SENT] = Math.max(flat[this.at + SENT], now);
		for (int i = 0; i < this.dimensions.length; i++) {
			flat[this.at + UNITS + i] += need.of(this.dimensions[i]);
		}
		return true;
	}

	/**
	 * Tells whether a grant belongs to the run.
	 * @param flat the cells
	 * @param key the grant's
	 * @return whether it was taken here
	 */
	boolean holds(long[] flat, long key) {
		return key <= flat[this.at + LAST] && flat[this.at + FIRST] <= key;
	}

	/**
	 * A request of the run is being written.
	 * @param flat the cells
	 * @param instant when
	 */
	void sent(long[] flat, long instant) {
		flat[this.at + SENT] = Math.max(flat[this.at + SENT], instant);
	}

	/**
	 * One of the run's calls was answered.
	 * @param flat the cells
	 * @param instant when
	 * @return whether any entry may leave sooner than was known
	 */
	boolean closed(long[] flat, long instant) {
		long calls = flat[this.at + CALLS];
		long answered = Math.max(flat[this.at + ANSWERED], instant);
		long open = calls & EntryRows.OPEN;
		flat[this.at + CALLS] = (open > 0) ? calls - 1 : calls;
		flat[this.at + ANSWERED] = answered;
		return open <= 1 && answered < flat[this.at + SENT] + this.margin;
	}

	/**
	 * Begins a run, if every window would merge the next grant with its newest entry.
	 * @param cells of the bucket, in which no run goes on
	 */
	void begin(Cells cells) {
		long until = PermitScope.NEVER;
		for (SlidingWindow window : this.windows) {
			until = Math.min(until, window.mergesUntil(cells));
		}
		if (until == Long.MIN_VALUE) {
			return;
		}
		for (int i = 0; i < this.dimensions.length; i++) {
			long room = Long.MAX_VALUE;
			for (SlidingWindow window : this.windows) {
				room = Math.min(room, window.room(cells, this.dimensions[i]));
			}
			cells.set(this.room + i, room);
			cells.set(this.at + UNITS + i, 0);
		}
		cells.set(this.at + SENT, Long.MIN_VALUE);
		cells.set(this.at + ANSWERED, Long.MIN_VALUE);
		cells.set(this.at + UNTIL, until);
	}

	/**
	 * Ends the run, if there is one: hands to the windows what it has noted.
	 * @param cells of the bucket
	 */
	void end(Cells cells) {
		if (cells.get(this.at + CALLS) != 0) {
			for (SlidingWindow window : this.windows) {
				window.merge(cells, this.at + ENTRY, this.dimensions);
			}
			cells.set(this.at + CALLS, 0);
		}
		none(cells);
	}

	/**
	 * There is no run.
	 * @param cells of the bucket
	 */
	void none(Cells cells) {
		cells.set(this.at + UNTIL, Long.MIN_VALUE);
		cells.set(this.at + FIRST, PermitScope.NEVER);
		cells.set(this.at + LAST, Long.MIN_VALUE);
	}

}
