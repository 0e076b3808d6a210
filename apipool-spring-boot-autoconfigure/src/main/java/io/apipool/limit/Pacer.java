package io.apipool.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;

/**
 * Lets calls go evenly, one at a time, at a rate that may change. Under the lock of the
 * scope; instants are monotonic nanoseconds.
 * <p>
 * Timers are late, so a turn that was missed by little is not lost: the next one counts
 * from when it was due. Otherwise the rate that is had would lag behind the rate that was
 * asked for, the more the higher it is. Only a call that takes requests takes turns.
 */
final class Pacer {

	/** What refuses, in the words of a limit. */
	static final LimitDefinition LIMIT = new LimitDefinition("adaptive rate", 1, LimitDefinition.REQUESTS,
			new LimitWindow.TokenBucket(Duration.ofSeconds(1), 1), null);

	private static final long LATENESS = Duration.ofMillis(20).toNanos();

	private static final double MOST = Duration.ofDays(365).toNanos();

	private double interval;

	private long due;

	private final AtomicBoolean refused = new AtomicBoolean();

	/**
	 * Creates a pacer whose first turn is due.
	 * @param now the present
	 */
	Pacer(long now) {
		this.due = now;
	}

	/**
	 * Sets the rate, from the next turn on.
	 * @param rate calls a second
	 */
	void rate(double rate) {
		this.interval = 1e9 / rate;
	}

	/**
	 * Returns whether a turn is due. To be asked when nothing else refuses.
	 */
	boolean admits(Need need, long now) {
		boolean admits = earliest(need, now) <= now;
		if (!admits) {
			this.refused.set(true);
		}
		return admits;
	}

	/**
	 * Takes what was admitted.
	 * @return whether a call was refused since the turn before: it is the pacer that
	 * holds calls back
	 */
	boolean take(Need need, long now) {
		long requests = need.of(LimitDefinition.REQUESTS);
		if (requests == 0) {
			return false;
		}
		double turns = this.interval * requests / Need.UNIT;
		this.due = Math.max(this.due, now - LATENESS) + (long) Math.min(MOST, turns);
		return this.refused.getAndSet(false);
	}

	long earliest(Need need, long now) {
		return (need.of(LimitDefinition.REQUESTS) == 0) ? now : Math.max(now, this.due);
	}

}
