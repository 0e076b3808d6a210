package io.apipool.limit;

import io.apipool.definition.LimitDefinition;

/**
 * One limit as the provider's answers tell it. Pure: time is passed in.
 * <p>
 * An answer that says limit, remaining and reset opens an epoch, which ends at the latest
 * reset that is announced in it. Within an epoch
 *
 * <pre>
 * own     = our calls that were granted in it, or in flight when it began
 * foreign = the largest (limit - remaining - own) that an answer showed, at least 0
 * left    = limit - own - foreign
 * </pre>
 *
 * Others who took much of the last epoch will take as much of this one, and all who know
 * of an account but what its answers say begin at the same instant. So once one call of
 * ours is on its way, what they are {@linkplain LearntEpoch#awaited awaited} to take is
 * left to them for a while.
 * <p>
 * Taking what remains less what was granted since would not do: answers overtake each
 * other, and what is in flight would be subtracted twice or not at all. For the same
 * reason the answer to a call of an earlier epoch says nothing about this one. What the
 * {@linkplain FreshAnswer freshest answer} leaves for certain may be more.
 * <p>
 * An epoch that has ended is followed by one in which only the amount is known: nobody
 * else has been seen, and it lasts as long as the longest so far, until an answer says
 * better. So what was learnt outlives its window, and a limit that is announced larger or
 * smaller is followed both ways.
 * <p>
 * The guard makes our epoch end after the provider's. A call granted in between is
 * counted in the provider's next one, as its answer shows: then ours begins there too, or
 * callers that ask steadily would have one window in two.
 */
final class LearntWindow {

	private static final int OWN = 0;

	private static final int IN_FLIGHT = 1;

	private static final int LATE = 2;

	private static final int LATE_IN_FLIGHT = 3;

	private static final int REFUSED = 4;

	private final String dimension;

	private LearntEpoch epoch;

	private final long[] units = new long[5];

	private final FreshAnswer fresh;

	/**
	 * Creates a window that nothing was said of.
	 * @param dimension what is counted
	 * @param inFlight what our calls in flight have taken, in millionths
	 * @param now the instant
	 */
	LearntWindow(String dimension, long inFlight, long now) {
		this.dimension = dimension;
		this.units[OWN] = inFlight;
		this.units[IN_FLIGHT] = inFlight;
		this.fresh = new FreshAnswer(inFlight);
		this.epoch = LearntEpoch.unknown(now);
	}

	String dimension() {
		return this.dimension;
	}

	/**
	 * Takes in what an answer announced.
	 * @param granted when the call was granted
	 * @param told what was announced
	 * @param now the instant of the answer
	 */
	void announced(long granted, Told told, long now) {
		roll(now);
		this.fresh.told(told.remaining, granted, granted - told.guard, now);
		if (told.reset > now && granted >= this.epoch.begin()) {
			if (this.epoch.told() && granted >= this.epoch.reset() && told.reset > this.epoch.end()) {
				begin(this.epoch.reset(), this.units[IN_FLIGHT] - this.units[LATE_IN_FLIGHT] + this.units[LATE]);
			}
			this.epoch = this.epoch.announced(told, granted, this.units[OWN]);
		}
		else {
			this.epoch = this.epoch.limited(told.limit);
		}
	}

	/**
	 * Returns what may be taken.
	 * @param share the share of the amount that is ours, above 0 and at most 1
	 * @param now the instant
	 * @return millionths, negative when too much was used
	 */
	long left(double share, long now) {
		roll(now);
		long ours = (share < 1) ? (long) (this.epoch.limit() * share) : this.epoch.limit();
		long left = Math.min(ours, this.epoch.limit() - this.epoch.others().seen()) - this.units[OWN];
		if (!countsRequests()) {
			return left;
		}
		left = (share == 1) ? Math.max(left, this.fresh.left()) : left;
		return (this.units[OWN] == 0) ? left : left - this.epoch.awaited(now);
	}

	/**
	 * Tokens may be counted long after their call was: what remains of them is not fresh.
	 * And a call may need so many that none would ever go if those of others were
	 * awaited.
	 */
	private boolean countsRequests() {
		return this.dimension.equals(LimitDefinition.REQUESTS);
	}

	void take(long amount, long now) {
		this.fresh.taken(amount);
		this.units[OWN] += amount;
		this.units[IN_FLIGHT] += amount;
		if (now >= this.epoch.reset()) {
			this.units[LATE] += amount;
			this.units[LATE_IN_FLIGHT] += amount;
		}
	}

	/**
	 * Counts what was not taken before.
	 * @param amount millionths
	 */
	void book(long amount) {
		this.units[OWN] += amount;
	}

	/**
	 * A call was answered.
	 * @param granted when it was granted
	 * @param reserved what it took
	 * @param used what stays counted
	 * @param now the instant
	 */
	void settle(long granted, long reserved, long used, long now) {
		this.fresh.answered(reserved, Math.max(0, used - reserved), now);
		this.units[IN_FLIGHT] -= reserved;
		this.units[OWN] += used - reserved;
		if (granted >= this.epoch.reset()) {
			this.units[LATE] += used - reserved;
			this.units[LATE_IN_FLIGHT] -= reserved;
		}
	}

	/**
	 * The provider refused calls of ours: whether it counts them, nobody knows. What it
	 * had counted by then was others', so far as it was not ours.
	 * @param used what stays counted of them, in millionths
	 */
	void refused(long used) {
		this.units[REFUSED] += used;
	}

	/**
	 * Takes in an amount of which nothing else was told.
	 * @param limit the amount, in millionths
	 * @param length how long a window is, or nothing that is positive
	 * @param now the instant
	 * @return whether that is of use: the length of a window is known
	 */
	boolean limited(long limit, long length, long now) {
		if (isKnown()) {
			this.epoch = this.epoch.limited(limit);
		}
		else if (length > 0) {
			this.epoch = LearntEpoch.assumed(limit, now, length);
		}
		return isKnown();
	}

	/**
	 * Returns whether anything was told.
	 * @return whether the amount is known
	 */
	boolean isKnown() {
		return this.epoch.longest() > 0;
	}

	/**
	 * Returns how long a window lasts at most, as far as that is known.
	 * @return nanoseconds
	 */
	long longest() {
		return this.epoch.longest();
	}

	/**
	 * Returns what our calls have taken of the present epoch.
	 * @return millionths
	 */
	long own() {
		return this.units[OWN];
	}

	/**
	 * Returns the amount.
	 * @return millionths
	 */
	long limit() {
		return this.epoch.limit();
	}

	/**
	 * Returns when the present epoch began.
	 * @param now the instant
	 * @return an instant
	 */
	long begin(long now) {
		roll(now);
		return this.epoch.begin();
	}

	/**
	 * Returns when the count is taken to start anew.
	 * @param now the instant
	 * @return an instant after {@code now}
	 */
	long end(long now) {
		roll(now);
		return this.epoch.end();
	}

	/**
	 * Returns when an amount that is not left may be.
	 * @param share the share of the amount that is ours
	 * @param wanted millionths
	 * @param now the instant
	 * @return when others are awaited no longer, or the count starts anew
	 */
	long earliest(double share, long wanted, long now) {
		roll(now);
		long until = this.epoch.awaitsUntil();
		return (until > now && until < this.epoch.end() && left(share, until) >= wanted) ? until : this.epoch.end();
	}

	private void roll(long now) {
		if (now >= this.epoch.end()) {
			begin(now, this.units[IN_FLIGHT]);
		}
	}

	private void begin(long now, long own) {
		this.epoch = this.epoch.next(now, this.units[OWN] - this.units[REFUSED]);
		this.units[REFUSED] = 0;
		this.units[OWN] = own;
		this.units[LATE] = 0;
		this.units[LATE_IN_FLIGHT] = 0;
	}

	/**
	 * What an answer announced, amounts in millionths.
	 *
	 * @param limit the amount
	 * @param remaining what is left of it
	 * @param reset when the count starts anew
	 * @param guard how much later that may be
	 */
	record Told(long limit, long remaining, long reset, long guard) {
	}

}
