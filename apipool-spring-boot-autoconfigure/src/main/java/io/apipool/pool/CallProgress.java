package io.apipool.pool;

import org.jspecify.annotations.Nullable;

/**
 * How far one call has come over its attempts.
 *
 * @param budget how long it may still wait
 * @param leftOut the keys that it has used in vain
 * @param thrown what its attempts have thrown
 * @param isLast whether the call ends where it gets no key now
 */
record CallProgress(WaitBudget budget, LeftOut leftOut, ThrownSoFar thrown, boolean isLast) {

	/**
	 * Starts a call.
	 * @param around the lease of the same pool in whose call it runs, or null
	 */
	static CallProgress of(ResolvedPlan plan, @Nullable Lease around) {
		return new CallProgress(new WaitBudget(plan.maxWaitNanos(), around), new LeftOut(), new ThrownSoFar(), true);
	}

	/**
	 * Returns the same for a search after which there is another.
	 * @param nanos how long it may wait
	 */
	CallProgress first(long nanos) {
		return new CallProgress(this.budget.upTo(nanos), this.leftOut, this.thrown, false);
	}

}
