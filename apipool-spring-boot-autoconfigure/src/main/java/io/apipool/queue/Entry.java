package io.apipool.queue;

import java.util.Comparator;

/**
 * A place in the queue.
 *
 * @param call who waits
 * @param rank when it arrived, less a second for each step of priority: lower goes first
 * @param sequence orders calls of the same rank, unique
 * @param deadline when waiting ends at the latest
 */
record Entry(Waiting call, long rank, long sequence, long deadline) {

	static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::rank).thenComparingLong(Entry::sequence);

	static final Comparator<Entry> DEADLINE = Comparator.comparingLong(Entry::deadline)
		.thenComparingLong(Entry::sequence);

	boolean isBefore(Entry other) {
		return ORDER.compare(this, other) < 0;
	}

	boolean isOver(long now) {
		return this.deadline <= now;
	}

	/**
	 * Tells whether no instant that is known lies before the deadline.
	 * @param earliest what {@link Waiting#earliest(long)} said
	 * @return whether waiting is of no use
	 */
	boolean isHopeless(long earliest) {
		return earliest == Waiting.NEVER || earliest > this.deadline;
	}

}
