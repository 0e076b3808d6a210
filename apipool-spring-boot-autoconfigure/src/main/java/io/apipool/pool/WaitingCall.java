package io.apipool.pool;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.apipool.LeaseBinding;
import io.apipool.PoolClosedException;
import io.apipool.limit.NamedLimit;
import io.apipool.limit.PermitScope;
import io.apipool.queue.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for a key. A call inside another one goes before all that are not:
 * what they wait for may be what the call around it holds.
 */
final class WaitingCall implements Waiting {

	private final ResolvedPlan plan;

	private final Request request;

	private final long arrivedAt;

	private final CompletableFuture<Lease> lease = new CompletableFuture<>();

	private final long maxDeadline;

	private final Obstacles obstacles;

	private long deadline;

	private long heldSince = NEVER;

	private boolean checked;

	private boolean neverFits;

	private @Nullable Throwable failure;

	private Ask lastAsk;

	private @Nullable Lease granted;

	WaitingCall(ResolvedPlan plan, Request request, long now, long deadline) {
		this.plan = plan;
		this.request = request;
		this.arrivedAt = now;
		this.obstacles = new Obstacles(plan.path(), request.only() != null || !request.leftOut().isEmpty());
		this.maxDeadline = deadline;
		this.deadline = deadline;
		this.lastAsk = request.ask();
	}

	CompletableFuture<Lease> lease() {
		return this.lease;
	}

	long arrivedAt() {
		return this.arrivedAt;
	}

	/**
	 * Gives waiting up.
	 * @return whether it was waiting; otherwise it has been ended
	 */
	boolean leave() {
		boolean left = this.plan.core().queue().remove(this);
		if (left) {
			this.plan.core().ends().leave(this.plan);
		}
		return left;
	}

	@Override
	public int priority() {
		return this.plan.request().priority();
	}

	@Override
	public long deadline() {
		return this.deadline;
	}

	@Override
	public boolean tryNow(long now) {
		this.lastAsk = this.request.ask();
		try {
			this.granted = this.plan.core().search().tryLease(this.plan, this.request.outer(), this.lastAsk, now);
		}
		catch (Throwable ex) {
			this.failure = ex;
			throw ex;
		}
		if (this.granted == null) {
			this.lastAsk.refusals().forEach(this.obstacles::add);
			heldBy(Refused.namedLimit(this.plan, this.lastAsk), now);
		}
		return this.granted != null;
	}

	/**
	 * A named limit may hold the call back for less time than the pool may.
	 */
	private void heldBy(@Nullable NamedLimit limit, long now) {
		this.deadline = this.maxDeadline;
		if (limit == null || limit.maxWait() == null) {
			this.heldSince = Waiting.NEVER;
		}
		else {
			this.heldSince = Math.min(this.heldSince, now);
			this.deadline = Math.min(this.maxDeadline, Nanos.after(this.heldSince, limit.maxWait()));
		}
	}

	@Override
	public long earliest(long now) {
		if (!this.checked) {
			this.checked = true;
			this.neverFits = Refused.neverAdmitted(this.plan) != null;
		}
		return this.neverFits ? NEVER : Prospects.earliest(this.plan, this.lastAsk, this.deadline, now);
	}

	@Override
	public boolean mayPass(Waiting before) {
		if (!(before instanceof WaitingCall other)) {
			return false;
		}
		boolean inside = this.request.only() != null && other.request.only() == null;
		return inside || (mayPass(other) && !other.obstacles.takenBy(this.plan, this.request.only()));
	}

	/**
	 * Tells whether this call may find a key where another one found none to ask.
	 */
	private boolean mayPass(WaitingCall other) {
		Ask ask = other.lastAsk;
		return switch (ask.closed()) {
			case FOR_ALL -> false;
			case FOR_THE_MODEL -> !Objects.equals(this.plan.request().model(), other.plan.request().model());
			case NOT -> !ask.refusals().isEmpty() || ask.leavesAnyOut() || other.waitsForModelAlone(this.plan.model());
		};
	}

	private boolean waitsForModelAlone(int model) {
		int own = this.plan.model();
		return own != PermitScope.NO_MODEL && own != model
				&& this.plan.core().ring().candidates(PermitScope.NO_MODEL).from(0) != null;
	}

	@Override
	public void served() {
		Lease lease = this.granted;
		this.plan.core().execute(this.request.executor(), () -> {
			if (lease != null && !this.lease.complete(lease)) {
				this.plan.core().ends().giveBack(lease);
			}
		});
	}

	@Override
	public void refused(long retryAt) {
		end((this.failure != null) ? this.failure
				: Refused.exception(this.plan, this.lastAsk, this.arrivedAt, retryAt));
	}

	@Override
	public void closed() {
		end(new PoolClosedException(this.plan.core().name()));
	}

	private void end(Throwable reason) {
		PromptEnd.run(this.request.executor(), () -> this.lease.completeExceptionally(reason));
		this.plan.core().ends().leave(this.plan);
	}

	/**
	 * Who waits.
	 *
	 * @param outer what is bound around the call, or null
	 * @param executor where waiting ends
	 * @param leftOut the keys that the call shall not use
	 * @param only the one key that it may use, or null
	 */
	record Request(LeaseBinding.@Nullable Scope outer, Executor executor, Set<KeyEntry> leftOut, @Nullable Seat only) {

		Ask ask() {
			return (this.only != null) ? Ask.only(this.only) : Ask.without(this.leftOut);
		}

	}

}
