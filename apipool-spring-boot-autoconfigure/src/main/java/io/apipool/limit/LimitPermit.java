package io.apipool.limit;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Permits that a call holds. Internal.
 * <p>
 * {@link #close()} gives slots in flight back and says nothing about the provider: a
 * permit may be closed before the request is sent. {@link #answered()} says that it has
 * been counted by now, so that it counts for its window from here on, without a margin.
 */
public final class LimitPermit implements Permit {

	private final LimitCount count;

	private final LimitClaim claim;

	private final AtomicBoolean settled = new AtomicBoolean();

	LimitPermit(LimitCount count, LimitClaim claim) {
		this.count = count;
		this.claim = claim;
	}

	@Override
	public void close() {
		if (!this.settled.get()) {
			this.count.release(this.claim);
		}
	}

	/**
	 * What was limited is over: gives slots in flight back and ends the margin. Does
	 * nothing the second time.
	 */
	public void answered() {
		if (this.settled.compareAndSet(false, true)) {
			this.count.settle(this.claim, this.claim.need());
		}
	}

	/**
	 * Nothing was done with the permits: all are given back.
	 */
	public void unused() {
		if (this.settled.compareAndSet(false, true)) {
			this.count.settle(this.claim, Need.NONE);
		}
	}

}
