package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.apipool.ApiKey;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.Usage;
import io.apipool.limit.Need;
import io.apipool.limit.PermitPath;
import io.apipool.limit.PermitScope;
import io.apipool.limit.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One key held for one attempt: at first the search for it, then its permits. It is the
 * one object that a call allocates, so it holds what differs from call to call and
 * nothing else.
 */
final class Lease extends LeaseState implements KeyLease, LeaseBinding.Scope {

	private static final CallOutcome SUCCEEDED = new CallOutcome.Succeeded(Usage.none());

	private final ResolvedPlan plan;

	private final LeaseBinding.@Nullable Scope outer;

	private @Nullable Seat seat;

	private @Nullable PooledApiKey key;

	private volatile @Nullable Ask ask;

	Lease(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, @Nullable Ask ask) {
		this.plan = plan;
		this.outer = outer;
		this.ask = ask;
	}

	ResolvedPlan plan() {
		return this.plan;
	}

	PoolCore core() {
		return this.plan.core();
	}

	Seat seat() {
		return Objects.requireNonNull(this.seat, "no key was granted");
	}

	@Nullable Seat seatOrNull() {
		return this.seat;
	}

	@Nullable Ask ask() {
		return this.ask;
	}

	Ask startAsk() {
		Ask present = this.ask;
		return (present != null) ? present : firstAsk();
	}

	private synchronized Ask firstAsk() {
		Ask present = this.ask;
		if (present == null) {
			present = Ask.any();
			this.ask = present;
		}
		return present;
	}

	void tries(Seat seat) {
		this.seat = seat;
	}

	void granted() {
		this.key = seat().key();
	}

	/**
	 * Returns what it was told while it was in force.
	 */
	Told told() {
		Ask present = this.ask;
		return (present != null) ? present.told() : Told.NOTHING;
	}

	/**
	 * Tells whether it has ended well.
	 */
	boolean hasSucceeded() {
		return is(ENDED) && told().reported() == null;
	}

	/**
	 * Returns the lease whose permits this attempt uses: itself, unless a call around it
	 * pays for it.
	 */
	Lease payer() {
		Lease around = is(COVERED) ? around() : null;
		return (around != null) ? around.payer() : this;
	}

	/**
	 * Returns when the permits were taken that this attempt uses.
	 */
	long since() {
		return payer().grantedNanos();
	}

	/**
	 * A client of its key could not be made, so that nothing was sent. The call around it
	 * may be tried again as this one.
	 */
	void hasNoClient() {
		unsent();
		for (Lease each = this; each != null; each = each.around()) {
			each.flag(NO_CLIENT);
		}
	}

	PooledApiKey pooledKey() {
		return Objects.requireNonNull(this.key, "no key was granted");
	}

	@Override
	protected PermitPath path() {
		return this.plan.path();
	}

	@Override
	protected Need need() {
		return this.plan.need();
	}

	@Override
	protected @Nullable PermitScope next() {
		Seat next = core().search().next(this);
		return (next != null) ? next.group().scope() : null;
	}

	@Override
	protected PermitScope scope() {
		return seat().group().scope();
	}

	@Override
	protected void refused(Refusal refusal) {
		core().search().refused(this, refusal);
	}

	@Override
	protected boolean passes(Refusal refusal) {
		boolean passes = is(SHADOW);
		if (passes) {
			startAsk().passed(refusal);
		}
		return passes;
	}

	@Override
	public ApiKey key() {
		return pooledKey();
	}

	@Override
	public CallRequest request() {
		return this.plan.request();
	}

	/**
	 * Returns the lease of the call that this one is in, itself if it is in none.
	 */
	Lease outermost() {
		Lease around = around();
		return (around != null) ? around.outermost() : this;
	}

	/**
	 * Returns the lease of the same pool in whose call this one runs, though calls of
	 * other pools may lie between them; or null.
	 */
	@Nullable Lease around() {
		return this.plan.around();
	}

	/**
	 * Tells whether this lease, or one that it is in, has taken from a scope whichever
	 * key was granted.
	 */
	boolean holds(PermitScope scope) {
		Lease around = around();
		return this.plan.path().shared().stream().anyMatch((shared) -> shared.scope() == scope)
				|| (around != null && around.holds(scope));
	}

	boolean isNested() {
		return around() != null;
	}

	@Override
	public Instant grantedAt() {
		return core().instantOf(since());
	}

	@Override
	public Duration waited() {
		Ask present = this.ask;
		return (present != null) ? Duration.ofNanos(present.waited(grantedNanos())) : Duration.ZERO;
	}

	@Override
	public void sent() {
		core().leases().sent(this);
	}

	@Override
	public void renew() {
		core().held().renew(this);
	}

	@Override
	public void succeeded(Usage usage) {
		ended((usage == Usage.none()) ? SUCCEEDED : new CallOutcome.Succeeded(usage));
	}

	@Override
	public void failed(Throwable cause) {
		ended(core().classify(this, cause));
	}

	@Override
	public void ended(CallOutcome outcome) {
		if (flag(ENDED)) {
			core().leases().end(this, outcome);
		}
	}

	@Override
	public void close() {
		ended(new CallOutcome.Cancelled());
	}

	@Override
	public KeyLease lease() {
		return this;
	}

	@Override
	public String pool() {
		return core().name();
	}

	@Override
	public LeaseBinding.@Nullable Scope outer() {
		return this.outer;
	}

	@Override
	public String toString() {
		return "lease of " + this.key;
	}

}
