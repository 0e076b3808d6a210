package io.apipool.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Permits that a call waits for. Cancelling takes the call out of the queue; where it was
 * served at that moment, its permits are given back.
 */
final class PendingPermit extends CompletableFuture<LimitPermit> {

	private final LimitCount count;

	private final Runnable whenEnded;

	private final AtomicReference<@Nullable LimitClaim> claim = new AtomicReference<>();

	/**
	 * Creates a future permit.
	 * @param count what is waited for
	 * @param whenEnded runs once waiting has ended, whichever way
	 */
	PendingPermit(LimitCount count, Runnable whenEnded) {
		this.count = count;
		this.whenEnded = whenEnded;
	}

	void waitsWith(LimitClaim claim) {
		this.claim.set(claim);
	}

	void ended(LimitClaim.End end, Duration maxWait) {
		LimitClaim claim = this.claim.get();
		if (claim == null) {
			return;
		}
		if (end.kind() == LimitClaim.Kind.GRANTED) {
			LimitPermit permit = new LimitPermit(this.count, claim);
			if (!complete(permit)) {
				permit.unused();
			}
		}
		else {
			completeExceptionally(this.count.refusal(claim, maxWait).exception(end));
		}
		this.whenEnded.run();
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		LimitClaim claim = this.claim.get();
		if (cancelled && claim != null && this.count.remove(claim)) {
			this.whenEnded.run();
		}
		return cancelled;
	}

}
