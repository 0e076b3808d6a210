package io.apipool.limit;

import java.util.Arrays;

/**
 * What must be left by the freshest answer, whatever its provider's window is like. Pure:
 * time is passed in, amounts are millionths.
 * <p>
 * An answer says what remained when its call was counted. After that instant the provider
 * can have counted only calls of ours that were not answered long before this one was
 * granted. So what it said, less all of those and all that were granted since, is left at
 * least, and in a bucket that refills, or a window that slides, that may be more than an
 * epoch has. What others of the account take between two answers is not seen, here or
 * there.
 */
final class FreshAnswer {

	private static final int REMEMBERED = 32;

	private static final long UNKNOWN = Long.MIN_VALUE;

	private static final int TAKEN = 0;

	private static final int ANSWERED = 1;

	private static final int FORGOTTEN = 2;

	private static final int FORGOTTEN_AT = 3;

	private static final int LEFT = 4;

	private static final int HEARD_AT = 5;

	private final long[] sums = { 0, 0, 0, UNKNOWN, UNKNOWN, UNKNOWN };

	private final long[] times = new long[REMEMBERED];

	private final long[] answered = new long[REMEMBERED];

	private final int[] next = new int[1];

	FreshAnswer(long inFlight) {
		this.sums[TAKEN] = inFlight;
		Arrays.fill(this.times, Long.MAX_VALUE);
	}

	void taken(long amount) {
		this.sums[TAKEN] += amount;
	}

	/**
	 * A call was answered.
	 * @param amount what it had taken
	 * @param more what it has used beyond that
	 * @param now the instant
	 */
	void answered(long amount, long more, long now) {
		int index = this.next[0];
		if (this.times[index] != Long.MAX_VALUE) {
			this.sums[FORGOTTEN] = this.answered[index];
			this.sums[FORGOTTEN_AT] = this.times[index];
		}
		this.sums[TAKEN] += more;
		this.sums[ANSWERED] += amount + more;
		this.times[index] = now;
		this.answered[index] = this.sums[ANSWERED];
		this.next[0] = (index + 1) % REMEMBERED;
	}

	/**
	 * An answer tells what remains. Of calls that were in flight together nobody knows
	 * which was counted first: the one that leaves less is believed.
	 * @param remaining what it says
	 * @param granted when its call was granted
	 * @param counted calls that were answered by then are surely counted in it
	 * @param now the instant of the answer
	 */
	void told(long remaining, long granted, long counted, long now) {
		long left = remaining + answeredBy(counted);
		boolean later = granted >= this.sums[HEARD_AT] || this.sums[LEFT] == UNKNOWN;
		this.sums[LEFT] = later ? left : Math.min(this.sums[LEFT], left);
		this.sums[HEARD_AT] = Math.max(this.sums[HEARD_AT], now);
	}

	/**
	 * Returns what is left at least.
	 * @return millionths, very few where nothing is known
	 */
	long left() {
		return (this.sums[LEFT] != UNKNOWN) ? this.sums[LEFT] - this.sums[TAKEN] : UNKNOWN;
	}

	private long answeredBy(long instant) {
		long sum = (instant >= this.sums[FORGOTTEN_AT]) ? this.sums[FORGOTTEN] : 0;
		for (int i = 0; i < REMEMBERED; i++) {
			if (this.times[i] <= instant) {
				sum = Math.max(sum, this.answered[i]);
			}
		}
		return sum;
	}

}
