package io.apipool.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.apipool.Usage;

/**
 * The counts of one kind of attempts.
 * <p>
 * A call adds to a stripe, which holds the present second alone: under a word lock over
 * plain numbers, in a few nanoseconds and without an allocation. The first call of
 * another second, or whoever wants to read, moves what the stripe holds into the minute
 * and the seconds of the cell, under the cell's own lock. There is one stripe until two
 * threads meet in it.
 * <p>
 * A minute that was written and is over is forgotten. Should the wall clock go back
 * behind it, what ends then is counted in the first minute that is not forgotten: a row
 * that was begun anew would take the place of the one that was written. Locks are taken
 * in the order stripe, cell.
 */
final class Cell {

	private static final int MOST_STRIPES = 8;

	private static final int SIXTY = 60;

	private final Kind kind;

	private final Attempted attempt;

	private final SecondCounts seconds = new SecondCounts();

	private final List<MinuteCounts> minutes = new ArrayList<>(2);

	private final AtomicLong forgotten;

	private volatile Stripe[] stripes = { new Stripe() };

	Cell(Kind kind, Attempted attempt, long forgotten) {
		this.kind = kind;
		this.attempt = attempt;
		this.forgotten = new AtomicLong(forgotten);
	}

	Attempted attempt() {
		return this.attempt;
	}

	/**
	 * Adds an attempt.
	 * @param second the second in which it ended, since the epoch
	 * @param latency nanoseconds
	 * @param waited whether it had waited for its key
	 * @param counted what it used
	 * @return whether it was added; otherwise its kind has retired
	 */
	boolean add(long second, long latency, boolean waited, Usage counted) {
		Stripe stripe = lock();
		try {
			if (this.kind.isRetired()) {
				return false;
			}
			if (stripe.second() != second) {
				move(stripe, second);
			}
			stripe.add(latency, waited, counted);
			return true;
		}
		finally {
			stripe.unlock();
		}
	}

	private Stripe lock() {
		Stripe[] all = this.stripes;
		int own = (int) Thread.currentThread().getId();
		Stripe stripe = all[own & (all.length - 1)];
		return stripe.tryLock() ? stripe : lockAny(own);
	}

	@SuppressWarnings("ThreadPriorityCheck")
	private Stripe lockAny(int own) {
		while (true) {
			Stripe[] all = this.stripes;
			for (int i = 1; i <= all.length; i++) {
				Stripe stripe = all[(own + i) & (all.length - 1)];
				if (stripe.tryLock()) {
					return stripe;
				}
			}
			if (all.length < MOST_STRIPES) {
				grow(all.length);
			}
			else {
				Thread.yield();
			}
		}
	}

	private synchronized void grow(int seen) {
		Stripe[] present = this.stripes;
		if (present.length == seen) {
			Stripe[] grown = Arrays.copyOf(present, 2 * seen);
			for (int i = seen; i < grown.length; i++) {
				grown[i] = new Stripe();
			}
			this.stripes = grown;
		}
	}

	private void move(Stripe stripe, long next) {
		if (stripe.attempts() > 0) {
			enter(stripe);
		}
		stripe.turn(next);
	}

	private synchronized void enter(Stripe stripe) {
		long second = stripe.second();
		this.seconds.add(second, stripe.attempts());
		minute(Math.max(Math.floorDiv(second, SIXTY), this.forgotten.get() + 1)).addAll(stripe);
	}

	private MinuteCounts minute(long minute) {
		for (int i = this.minutes.size() - 1; i >= 0; i--) {
			if (this.minutes.get(i).minute() == minute) {
				return this.minutes.get(i);
			}
		}
		MinuteCounts begun = new MinuteCounts(minute);
		this.minutes.add(begun);
		return begun;
	}

	/**
	 * Moves what all stripes hold.
	 */
	@SuppressWarnings("ThreadPriorityCheck")
	void collect() {
		for (Stripe stripe : this.stripes) {
			while (!stripe.tryLock()) {
				Thread.yield();
			}
			try {
				move(stripe, stripe.second());
			}
			finally {
				stripe.unlock();
			}
		}
	}

	/**
	 * Hands out the minutes it holds.
	 */
	synchronized void rows(String instance, Consumer<MinuteRow> reader) {
		this.minutes.forEach((minute) -> reader.accept(row(instance, minute)));
	}

	/**
	 * Hands out the minutes that have changed since they were written.
	 */
	synchronized void changed(String instance, Consumer<ChangedRow> reader) {
		for (MinuteCounts minute : this.minutes) {
			if (!minute.isWritten()) {
				reader.accept(new ChangedRow(this, minute, row(instance, minute)));
			}
		}
	}

	private MinuteRow row(String instance, MinuteCounts minute) {
		return minute.row(new MinuteRow.Id(instance, this.attempt,
				Instant.ofEpochSecond(Math.multiplyExact(minute.minute(), SIXTY))));
	}

	synchronized void written(MinuteCounts minute, long attempts) {
		minute.written(attempts);
	}

	/**
	 * Hands out the minutes it holds, since the epoch.
	 */
	synchronized void minutes(Consumer<MinuteCounts> reader) {
		this.minutes.forEach(reader);
	}

	synchronized void seconds(long from, long to, SecondCounts.Reader reader) {
		this.seconds.read(from, to, reader);
	}

	/**
	 * Forgets the minutes before one, that were written unless there is no room for them.
	 * @return how many went that were not written
	 */
	synchronized int forget(long before, boolean unwrittenToo) {
		int lost = 0;
		for (MinuteCounts minute : List.copyOf(this.minutes)) {
			if (minute.minute() < before && (unwrittenToo || minute.isWritten())) {
				lost += minute.isWritten() ? 0 : 1;
				this.minutes.remove(minute);
				this.forgotten.accumulateAndGet(minute.minute(), Math::max);
			}
		}
		return lost;
	}

	/**
	 * Forgets old seconds.
	 * @param before the first minute that is kept
	 * @return whether it holds anything
	 */
	synchronized boolean isIdle(long before) {
		boolean seconds = this.seconds.forget(before);
		return !seconds && this.minutes.isEmpty();
	}

	long forgotten() {
		return this.forgotten.get();
	}

}
