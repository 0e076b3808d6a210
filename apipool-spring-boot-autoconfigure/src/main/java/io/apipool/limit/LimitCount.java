package io.apipool.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.apipool.LimitSnapshot;
import io.apipool.queue.WaitingQueue;

/**
 * One count of a limit, and the calls that wait for it.
 */
final class LimitCount {

	private final LimitSite site;

	private final PermitScope scope;

	private final WaitingQueue queue;

	/**
	 * Creates a count.
	 * @param site the limit
	 * @param scope counts its permits
	 */
	LimitCount(LimitSite site, PermitScope scope) {
		this.site = site;
		this.scope = scope;
		this.queue = new WaitingQueue(site.timekeeper(), Integer.MAX_VALUE);
		scope.whenFreed(this.queue::wake);
	}

	PermitScope scope() {
		return this.scope;
	}

	Optional<LimitPermit> tryAcquire(Need need) {
		boolean[] granted = new boolean[1];
		LimitClaim claim = claim(need, Duration.ZERO, (end) -> granted[0] = end.kind() == LimitClaim.Kind.GRANTED);
		begin(claim);
		return granted[0] ? Optional.of(new LimitPermit(this, claim)) : Optional.empty();
	}

	/**
	 * Takes permits.
	 * @param need how many
	 * @param maxWait how long to wait
	 * @param whenEnded runs once waiting has ended, whichever way
	 * @return the future permit, which fails with
	 * {@link io.apipool.RateLimitExceededException}; cancelling it costs nothing
	 */
	CompletableFuture<LimitPermit> acquire(Need need, Duration maxWait, Runnable whenEnded) {
		PendingPermit pending = new PendingPermit(this, whenEnded);
		LimitClaim claim = claim(need, maxWait, (end) -> pending.ended(end, maxWait));
		pending.waitsWith(claim);
		begin(claim);
		return pending;
	}

	LimitRefusal refusal(LimitClaim claim, Duration maxWait) {
		return new LimitRefusal(this.site, this.scope, claim.need(), maxWait);
	}

	boolean remove(LimitClaim claim) {
		return this.queue.remove(claim);
	}

	boolean isFull() {
		if (!this.queue.isEmpty()) {
			return false;
		}
		for (LimitSnapshot limit : this.scope.snapshot(PermitScope.NO_MODEL, this.site.now())) {
			if (limit.used() > 0) {
				return false;
			}
		}
		return true;
	}

	void release(LimitClaim claim) {
		this.site.store().release(claim, this.site.now());
	}

	void settle(LimitClaim claim, Need used) {
		this.site.store().settle(claim, used, this.site.now());
	}

	/**
	 * The limits have changed.
	 */
	void redefined() {
		this.site.reopen(this.scope);
		this.queue.review();
	}

	void close() {
		this.queue.close();
	}

	void open() {
		this.queue.open();
	}

	private LimitClaim claim(Need need, Duration maxWait, Consumer<LimitClaim.End> whenEnded) {
		long now = this.site.now();
		long wait = Math.max(0, TimeUnit.NANOSECONDS.convert(maxWait));
		long deadline = (now > Long.MAX_VALUE - wait) ? Long.MAX_VALUE : now + wait;
		return new LimitClaim(this.site.store(), this.scope, need, deadline, whenEnded);
	}

	private void begin(LimitClaim claim) {
		if (this.queue.isEmpty() && claim.tryNow(this.site.now())) {
			claim.served();
		}
		else {
			this.queue.add(claim);
		}
	}

}
