package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;

/**
 * All sliding limits of a bucket. Each window counts for itself; what they all would do
 * alike with a call is done once, by a {@link GrantRun}, which ends before a window is
 * looked at.
 */
final class SlidingWindows implements Limit {

	private final SlidingWindow[] windows;

	private final List<LimitDefinition> definitions;

	private final List<Column> columns;

	private final GrantRun run;

	private final int end;

	/**
	 * Creates the limits.
	 * @param windows each with its place behind the one before
	 * @param run the first of the cells that lie before those of the windows
	 */
	SlidingWindows(List<SlidingWindow> windows, int run) {
		this.windows = windows.toArray(SlidingWindow[]::new);
		this.columns = columns(windows);
		this.definitions = this.columns.stream().map(Column::definition).toList();
		this.run = new GrantRun(windows, run);
		this.end = windows.get(windows.size() - 1).end();
	}

	private static List<Column> columns(List<SlidingWindow> windows) {
		List<Column> columns = new ArrayList<>();
		for (SlidingWindow window : windows) {
			for (int i = 0; i < window.definitions().size(); i++) {
				columns.add(new Column(window, i));
			}
		}
		return List.copyOf(columns);
	}

	@Override
	public int end() {
		return this.end;
	}

	@Override
	public int rings() {
		return this.windows.length;
	}

	@Override
	public List<LimitDefinition> definitions() {
		return this.definitions;
	}

	@Override
	public void begin(Cells cells, long since) {
		for (SlidingWindow window : this.windows) {
			window.begin(cells, since);
		}
		this.run.none(cells);
	}

	@Override
	public boolean admits(Cells cells, Need need, long now) {
		return this.run.admits(cells.flat(), need, now) || admitsByItself(cells, need, now);
	}

	private boolean admitsByItself(Cells cells, Need need, long now) {
		this.run.end(cells);
		for (SlidingWindow window : this.windows) {
			if (!window.admits(cells, need, now)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void take(Cells cells, Need need, long now, long key) {
		if (!this.run.take(cells.flat(), need, now, key)) {
			takeByItself(cells, need, now, key);
		}
	}

	private void takeByItself(Cells cells, Need need, long now, long key) {
		this.run.end(cells);
		for (SlidingWindow window : this.windows) {
			window.take(cells, need, now, key);
		}
		this.run.begin(cells);
	}

	@Override
	public void sent(Cells cells, Claim claim, Need need, long now, long key) {
		if (this.run.holds(cells.flat(), claim.key())) {
			this.run.sent(cells.flat(), now);
			return;
		}
		this.run.end(cells);
		for (SlidingWindow window : this.windows) {
			window.sent(cells, claim, need, now, key);
		}
	}

	@Override
	public boolean settle(Cells cells, Claim claim, Need reserved, Need used, long now, long key) {
		boolean held = this.run.holds(cells.flat(), claim.key());
		if (held && used == reserved && claim.isAnswered()) {
			return this.run.closed(cells.flat(), now);
		}
		if (held || used != reserved) {
			this.run.end(cells);
		}
		boolean freed = false;
		for (SlidingWindow window : this.windows) {
			freed |= window.settle(cells, claim, reserved, used, now, key);
		}
		return freed;
	}

	@Override
	public boolean refuses(Cells cells, int column, Need need, long now) {
		this.run.end(cells);
		Column found = this.columns.get(column);
		return found.window.refuses(cells, found.index, need, now);
	}

	@Override
	public long earliest(Cells cells, int column, Need need, long now) {
		this.run.end(cells);
		Column found = this.columns.get(column);
		return found.window.earliest(cells, found.index, need, now);
	}

	@Override
	public double leftShare(Cells cells, long now) {
		this.run.end(cells);
		double least = 1;
		for (SlidingWindow window : this.windows) {
			least = Math.min(least, window.leftShare(cells, now));
		}
		return least;
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		Column found = this.columns.get(column);
		return found.window.tooSmall(found.index, need);
	}

	@Override
	public LimitSnapshot snapshot(Cells cells, int column, long now) {
		this.run.end(cells);
		Column found = this.columns.get(column);
		return found.window.snapshot(cells, found.index, now);
	}

	@Override
	public void spend(Cells cells, Need used, long at, long now) {
		this.run.end(cells);
		for (SlidingWindow window : this.windows) {
			window.spend(cells, used, at, now);
		}
	}

	@Override
	public void restore(Cells cells, List<PastMinute> past, long now) {
		this.run.end(cells);
		for (SlidingWindow window : this.windows) {
			window.restore(cells, past, now);
		}
	}

	@Override
	public void inherit(Cells cells, Limit old, Cells before, long now) {
		if (old instanceof SlidingWindows others) {
			others.run.end(before);
			this.run.end(cells);
			for (SlidingWindow window : this.windows) {
				for (SlidingWindow other : others.windows) {
					window.inherit(cells, other, before, now);
				}
			}
		}
	}

	/**
	 * A limit of one of the windows.
	 *
	 * @param window the window
	 * @param index its column there
	 */
	private record Column(SlidingWindow window, int index) {

		LimitDefinition definition() {
			return this.window.definitions().get(this.index);
		}

	}

}
