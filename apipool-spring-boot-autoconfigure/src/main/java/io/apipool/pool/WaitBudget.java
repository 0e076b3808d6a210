package io.apipool.pool;

import org.jspecify.annotations.Nullable;

/**
 * How long one call may still wait, over all of its attempts and with the calls inside
 * it. A call inside another one waits no longer than both allow. In nanoseconds.
 */
final class WaitBudget {

	private final long most;

	private final @Nullable Lease around;

	private long waited;

	WaitBudget(long most, @Nullable Lease around) {
		this.most = most;
		this.around = around;
	}

	long left() {
		long own = this.most - this.waited;
		long outer = (this.around != null) ? this.around.plan().maxWaitNanos() - this.around.told().waited() : own;
		return Math.max(0, Math.min(own, outer));
	}

	void spend(long nanos) {
		this.waited += nanos;
		if (this.around != null) {
			this.around.startAsk().tell((told) -> told.waitedFor(nanos));
		}
	}

	/**
	 * Tells an attempt's lease how long its call has waited, for the calls inside it.
	 */
	void handTo(Lease lease) {
		if (this.waited > 0) {
			lease.startAsk().tell((told) -> told.waitedFor(this.waited));
		}
	}

	/**
	 * Adds what the calls inside an attempt have waited.
	 */
	void takeFrom(Lease ended) {
		this.waited = Math.max(this.waited, ended.told().waited());
	}

}
