package io.apipool.pool;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * How long one call may still wait, over all of its attempts and with the calls inside
 * it. A call inside another one waits no longer than both allow. In nanoseconds.
 */
final class WaitBudget {

	private final long most;

	private final @Nullable Lease around;

	private final AtomicLong waited;

	WaitBudget(long most, @Nullable Lease around) {
		this(most, around, new AtomicLong());
	}

	private WaitBudget(long most, @Nullable Lease around, AtomicLong waited) {
		this.most = most;
		this.around = around;
		this.waited = waited;
	}

	/**
	 * Returns a part of what is left; what is spent of it is spent of the whole.
	 */
	WaitBudget upTo(long nanos) {
		return new WaitBudget(Math.min(this.most, Nanos.after(this.waited.get(), nanos)), this.around, this.waited);
	}

	long left() {
		long own = this.most - this.waited.get();
		long outer = (this.around != null) ? this.around.plan().maxWaitNanos() - this.around.told().waited() : own;
		return Math.max(0, Math.min(own, outer));
	}

	void spend(long nanos) {
		this.waited.addAndGet(nanos);
		if (this.around != null) {
			this.around.startAsk().tell((told) -> told.waitedFor(nanos));
		}
	}

	/**
	 * Tells an attempt's lease how long its call has waited, for the calls inside it.
	 */
	void handTo(Lease lease) {
		long waited = this.waited.get();
		if (waited > 0) {
			lease.startAsk().tell((told) -> told.waitedFor(waited));
		}
	}

	/**
	 * Adds what the calls inside an attempt have waited.
	 */
	void takeFrom(Lease ended) {
		this.waited.accumulateAndGet(ended.told().waited(), Math::max);
	}

}
