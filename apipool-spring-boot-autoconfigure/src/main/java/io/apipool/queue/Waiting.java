package io.apipool.queue;

/**
 * A call that waits. Internal. Its methods are called by the queue under the queue's
 * lock, except the three ends, which are called without it, once, and one of them alone.
 */
public interface Waiting {

	/** What {@link #earliest(long)} returns where no instant is known. */
	long NEVER = Long.MAX_VALUE;

	/**
	 * Returns the priority.
	 * @return higher first; one more for each second waited
	 */
	int priority();

	/**
	 * Tells whether it counts among those of whom so many may wait. One that does not is
	 * never refused for the others, nor they for it; whoever lets it come sees to it that
	 * there are not too many.
	 * @return true by default; always the same
	 */
	default boolean takesRoom() {
		return true;
	}

	/**
	 * Returns when waiting ends at the latest. Read when the call comes and after each
	 * try that failed.
	 * @return monotonic nanoseconds
	 */
	long deadline();

	/**
	 * Takes what is waited for, if that can be had now.
	 * @param now monotonic nanoseconds
	 * @return whether it was taken
	 */
	boolean tryNow(long now);

	/**
	 * Returns when trying again may succeed, by the instants that are known now, even if
	 * this call stood first. Asked after {@link #tryNow(long)} failed; and of a call that
	 * is held up by one before it, without a try, when it arrives and at its deadline.
	 * @param now monotonic nanoseconds
	 * @return monotonic nanoseconds; not after {@code now} where only something without a
	 * known instant (a slot in flight) is missing; {@link #NEVER} where nothing known
	 * helps
	 */
	long earliest(long now);

	/**
	 * Tells whether nothing that is known can help before the deadline. Asked of a call
	 * that is held up by one before it, in a pass after something got worse: of each that
	 * waits, so it must be cheap, and may be false though nothing helps.
	 * @param now monotonic nanoseconds
	 * @return whether waiting is of no use
	 */
	default boolean isHopeless(long now) {
		return false;
	}

	/**
	 * Tells whether this call may go before one that came before it: it takes nothing
	 * from a limit that the other waits for, which is each that refused it since it came
	 * (by the last refusal alone, a call that needs two limits starves where their
	 * permits come by turns). Asked only where the other's {@link #tryNow(long)} has
	 * failed since it came.
	 * @param before a call before this one in the queue
	 * @return whether it may
	 */
	boolean mayPass(Waiting before);

	/**
	 * Ends waiting: {@link #tryNow(long)} succeeded.
	 */
	void served();

	/**
	 * Ends waiting: not in time.
	 * @param retryAt when trying again may succeed, in monotonic nanoseconds; or
	 * {@link #NEVER}
	 */
	void refused(long retryAt);

	/**
	 * Ends waiting: the queue was closed.
	 */
	void closed();

}
