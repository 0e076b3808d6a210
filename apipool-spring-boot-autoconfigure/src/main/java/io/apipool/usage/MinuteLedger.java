package io.apipool.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What the cells have counted, for those who write it, read it and tidy up.
 */
final class MinuteLedger {

	/** The most rows that are held; beyond them the oldest go. */
	static final int MOST_ROWS = 200_000;

	private static final int SIXTY = 60;

	private final String instance;

	private final WallSeconds clock;

	private final Kinds kinds;

	private final AtomicLong dropped = new AtomicLong();

	MinuteLedger(String instance, WallSeconds clock, Kinds kinds) {
		this.instance = instance;
		this.clock = clock;
		this.kinds = kinds;
	}

	/**
	 * Moves what threads have counted to where it can be read.
	 * @return the wall clock's time
	 */
	Instant collect() {
		Instant now = this.clock.compare();
		this.kinds.cells(Cell::collect);
		return now;
	}

	/**
	 * Hands out the rows that have changed since they were written.
	 * @param batch how many at once, at most
	 * @param writer writes them; what it throws ends the round
	 * @return how many were written
	 */
	long changed(int batch, Consumer<List<MinuteRow>> writer) {
		ChangedRows rows = new ChangedRows(batch, writer);
		this.kinds.cells((cell) -> {
			cell.changed(this.instance, rows);
			rows.writeFrom(batch);
		});
		rows.writeFrom(1);
		return rows.written();
	}

	/**
	 * Hands out the rows that are held.
	 */
	void rows(ReportQuery query, Consumer<MinuteRow> reader) {
		this.kinds.cells((cell) -> {
			if (query.asks(cell.attempt())) {
				cell.rows(this.instance, (row) -> {
					if (!row.id().minute().isBefore(query.from()) && row.id().minute().isBefore(query.to())) {
						reader.accept(row);
					}
				});
			}
		});
	}

	/**
	 * Hands out how many attempts of which kind ended in which second.
	 */
	void seconds(ReportQuery query, long from, long to, Reader reader) {
		this.kinds.cells((cell) -> {
			if (query.asks(cell.attempt())) {
				cell.seconds(from, to, (second, attempts) -> reader.read(cell.attempt(), second, attempts));
			}
		});
	}

	/**
	 * Forgets what was written, and what there is no room for.
	 * @param now the wall clock's time
	 * @param minutes how many minutes are held though they were written
	 * @param most how many rows are held at most
	 */
	void tidy(Instant now, long minutes, int most) {
		long present = Math.floorDiv(now.getEpochSecond(), SIXTY);
		this.kinds.cells((cell) -> cell.forget(present - minutes, false));
		long before = Math.min(present, firstWithRoom(most));
		if (before > Long.MIN_VALUE) {
			this.kinds.cells((cell) -> this.dropped.addAndGet(cell.forget(before, true)));
		}
		this.kinds.retire(present - SecondCounts.MINUTES);
	}

	private long firstWithRoom(int most) {
		TreeMap<Long, Integer> held = new TreeMap<>();
		this.kinds.cells((cell) -> cell.minutes((minute) -> held.merge(minute.minute(), 1, Integer::sum)));
		long rows = 0;
		for (Map.Entry<Long, Integer> minute : held.descendingMap().entrySet()) {
			rows += minute.getValue();
			if (rows > most) {
				return minute.getKey() + 1;
			}
		}
		return Long.MIN_VALUE;
	}

	long pending() {
		collect();
		AtomicLong pending = new AtomicLong();
		this.kinds.cells((cell) -> cell.minutes((minute) -> pending.addAndGet(minute.isWritten() ? 0 : 1)));
		return pending.get();
	}

	long dropped() {
		return this.dropped.get();
	}

	/**
	 * Is handed seconds.
	 */
	interface Reader {

		/**
		 * Takes one.
		 * @param attempt what kind of attempts
		 * @param second the second, since the epoch
		 * @param attempts how many ended in it
		 */
		void read(Attempted attempt, long second, long attempts);

	}

	/**
	 * Gathers changed rows and writes them, some at once.
	 */
	private static final class ChangedRows implements Consumer<ChangedRow> {

		private final int batch;

		private final Consumer<List<MinuteRow>> writer;

		private final List<ChangedRow> rows = new ArrayList<>();

		private long written;

		ChangedRows(int batch, Consumer<List<MinuteRow>> writer) {
			this.batch = batch;
			this.writer = writer;
		}

		@Override
		public void accept(ChangedRow row) {
			this.rows.add(row);
		}

		void writeFrom(int least) {
			while (this.rows.size() >= least) {
				List<ChangedRow> some = this.rows.subList(0, Math.min(this.rows.size(), this.batch));
				this.writer.accept(some.stream().map(ChangedRow::row).toList());
				some.forEach(ChangedRow::written);
				this.written += some.size();
				some.clear();
			}
		}

		long written() {
			return this.written;
		}

	}

}
