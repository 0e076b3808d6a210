package io.apipool.pool;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

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

	private final AtomicReference<ResolvedPlan> plan;

	private final Request request;

	private final long arrivedAt;

	private final CompletableFuture<Lease> lease = new CompletableFuture<>();

	private final long maxDeadline;

	private final AtomicReference<Obstacles> obstacles;

	private final AtomicReference<LastTry> last;

	private final AtomicReference<Fit> fit = new AtomicReference<>(Fit.UNKNOWN);

	WaitingCall(ResolvedPlan plan, Request request, long now, long deadline) {
		this.plan = new AtomicReference<>(plan);
		this.request = request;
		this.arrivedAt = now;
		this.obstacles = new AtomicReference<>(obstacles(plan, request));
		this.maxDeadline = deadline;
		this.last = new AtomicReference<>(new LastTry(request.ask(Ask.NOT_WAITING), null, null, NEVER, deadline));
	}

	private static Obstacles obstacles(ResolvedPlan plan, Request request) {
		return new Obstacles(plan.path(), request.only() != null || !request.leftOut().isEmpty());
	}

	private ResolvedPlan plan() {
		return Objects.requireNonNull(this.plan.get());
	}

	/**
	 * Returns the plan for the pool as it is defined now. What stood in the way of the
	 * old one may be there no more.
	 */
	@SuppressWarnings("ReferenceEquality")
	private ResolvedPlan current() {
		ResolvedPlan before = plan();
		ResolvedPlan current = before.current();
		if (current != before) {
			this.plan.set(current);
			this.obstacles.set(obstacles(current, this.request));
		}
		return current;
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
		boolean left = plan().core().queue().remove(this);
		if (left) {
			plan().core().leases().leave(plan());
		}
		return left;
	}

	@Override
	public int priority() {
		return plan().request().priority();
	}

	/**
	 * Calls of a batch are as many as its concurrency allows, and never refused for it.
	 */
	@Override
	public boolean takesRoom() {
		return plan().itemRetries() == null;
	}

	@Override
	public long deadline() {
		return last().deadline();
	}

	private LastTry last() {
		return Objects.requireNonNull(this.last.get());
	}

	@Override
	public boolean tryNow(long now) {
		Ask ask = this.request.ask(this.arrivedAt);
		try {
			ResolvedPlan plan = current();
			Lease granted = plan.core().search().tryLease(plan, this.request.outer(), ask, now);
			this.last.set((granted != null) ? last().granted(ask, granted) : refusedBy(ask, now));
			return granted != null;
		}
		catch (Throwable ex) {
			this.last.set(last().failed(ask, ex));
			throw ex;
		}
	}

	/**
	 * Remembers what was in the way. A named limit may hold the call back for less time
	 * than the pool may.
	 */
	private LastTry refusedBy(Ask ask, long now) {
		Obstacles obstacles = Objects.requireNonNull(this.obstacles.get());
		ask.refusals().forEach(obstacles::add);
		NamedLimit limit = Refused.namedLimit(plan(), ask);
		if (limit == null || limit.maxWait() == null) {
			return new LastTry(ask, null, null, NEVER, this.maxDeadline);
		}
		long since = Math.min(last().heldSince(), now);
		return new LastTry(ask, null, null, since, Math.min(this.maxDeadline, Nanos.after(since, limit.maxWait())));
	}

	@Override
	public long earliest(long now) {
		return neverFits() ? NEVER : Prospects.earliest(plan(), last().ask(), deadline(), now);
	}

	@Override
	public boolean isHopeless(long now) {
		return this.request.only() == null && (neverFits() || Prospects.notBefore(plan(), now) > deadline());
	}

	private boolean neverFits() {
		if (plan().setup().isShadow()) {
			return false;
		}
		KeyRing ring = plan().core().ring();
		Fit known = Objects.requireNonNull(this.fit.get());
		if (known.ring() != ring) {
			known = new Fit(ring, Admissible.whyNever(plan()) != null);
			this.fit.set(known);
		}
		return known.never() || (plan().itemRetries() != null && !anyComesBack(ring));
	}

	/**
	 * A call that waits for very long does not wait for somebody's help.
	 */
	private boolean anyComesBack(KeyRing ring) {
		PoolCore core = plan().core();
		long now = core.now();
		return ring.seats().stream().anyMatch((seat) -> core.states().comesBack(seat.entry(), now));
	}

	@Override
	public boolean mayPass(Waiting before) {
		if (!(before instanceof WaitingCall other)) {
			return false;
		}
		boolean inside = this.request.only() != null && other.request.only() == null;
		Obstacles obstacles = Objects.requireNonNull(other.obstacles.get());
		return inside || (mayPass(other) && !obstacles.takenBy(plan(), this.request.only()));
	}

	/**
	 * Tells whether this call may find a key where another one found none to ask.
	 */
	private boolean mayPass(WaitingCall other) {
		Ask ask = other.last().ask();
		return switch (ask.closed()) {
			case FOR_ALL -> false;
			case FOR_THE_MODEL -> !Objects.equals(plan().request().model(), other.plan().request().model());
			case NOT -> !ask.refusals().isEmpty() || ask.leavesAnyOut() || other.waitsForModelAlone(plan().model());
		};
	}

	private boolean waitsForModelAlone(int model) {
		int own = plan().model();
		return own != PermitScope.NO_MODEL && own != model
				&& plan().core().ring().candidates(PermitScope.NO_MODEL).from(0) != null;
	}

	@Override
	public void served() {
		Lease lease = last().granted();
		PoolCore.execute(this.request.executor(), () -> {
			if (lease != null && !this.lease.complete(lease)) {
				plan().core().leases().giveBack(lease);
			}
		});
	}

	@Override
	public void refused(long retryAt) {
		refused(retryAt, "");
	}

	@Override
	public void crowdedOut(long retryAt) {
		refused(retryAt, Refused.noRoom(plan()));
	}

	private void refused(long retryAt, String room) {
		Throwable failure = last().failure();
		end((failure != null) ? failure : Refused.exception(plan(), last().ask(), this.arrivedAt, retryAt, room));
	}

	@Override
	public void closed() {
		end(new PoolClosedException(plan().core().name()));
	}

	private void end(Throwable reason) {
		PromptEnd.run(this.request.executor(), () -> this.lease.completeExceptionally(reason));
		plan().core().leases().leave(plan());
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

		Ask ask(long since) {
			return (this.only != null) ? Ask.only(this.only, since) : Ask.without(this.leftOut, since);
		}

	}

	/**
	 * What has become of the last try.
	 *
	 * @param ask what it met
	 * @param granted what it took, or null
	 * @param failure how it broke, or null
	 * @param heldSince since when a named limit alone holds the call back, or
	 * {@link Waiting#NEVER}
	 * @param deadline when waiting ends
	 */
	private record LastTry(Ask ask, @Nullable Lease granted, @Nullable Throwable failure, long heldSince,
			long deadline) {

		LastTry granted(Ask ask, Lease lease) {
			return new LastTry(ask, lease, null, this.heldSince, this.deadline);
		}

		LastTry failed(Ask ask, Throwable failure) {
			return new LastTry(ask, null, failure, this.heldSince, this.deadline);
		}

	}

	/**
	 * Whether the keys there are can ever admit the call.
	 *
	 * @param ring the keys, or null: not asked yet
	 * @param never whether none can
	 */
	private record Fit(@Nullable KeyRing ring, boolean never) {

		static final Fit UNKNOWN = new Fit(null, false);

	}

}
