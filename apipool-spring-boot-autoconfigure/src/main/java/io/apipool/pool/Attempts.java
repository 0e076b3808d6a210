package io.apipool.pool;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.PoolExhaustedException;
import io.apipool.Usage;
import io.apipool.WaitOutcome;
import org.jspecify.annotations.Nullable;

/**
 * One call over all of its attempts.
 */
final class Attempts implements CallSession {

	private static final Executor HERE = Runnable::run;

	private final ResolvedPlan plan;

	private final PoolCore core;

	private final LeaseBinding.@Nullable Scope outer;

	private final @Nullable Lease around;

	private final boolean held;

	private final LeftOut leftOut;

	private final WaitBudget budget;

	private final ThrownSoFar thrown = new ThrownSoFar();

	private Attempts(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, @Nullable Lease around, boolean held) {
		this.core = plan.core();
		this.outer = outer;
		this.around = around;
		this.held = held;
		this.plan = (around != null) ? plan.nested(around) : plan;
		this.leftOut = new LeftOut(this.core);
		this.budget = new WaitBudget(plan.maxWaitNanos(), around);
	}

	/**
	 * Starts a call.
	 * @param outer what is bound around it, or null
	 * @param around the lease of the same pool in whose call it runs, or null
	 */
	static Attempts of(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, @Nullable Lease around) {
		return new Attempts(plan, outer, around, false);
	}

	/**
	 * Starts taking a lease that the application holds: it outlives the call around it,
	 * so it never uses that call's permits.
	 */
	static Attempts held(ResolvedPlan plan) {
		return new Attempts(plan, null, null, true);
	}

	/**
	 * Starts a call whose attempts are requests. Each lease counts as sent only when it
	 * says so, and expires without a sign of life.
	 * @param outer what is bound around it, or null
	 * @param around the lease of the same pool in whose call it runs, or null
	 */
	static Attempts requests(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, @Nullable Lease around) {
		return new Attempts(plan, outer, around, true);
	}

	/**
	 * Returns the lease of the pool that is in force here, if any: calls inside it use
	 * its key.
	 */
	static @Nullable Lease around(PoolCore core, LeaseBinding binding) {
		LeaseBinding.Scope scope = (binding.scope() != null) ? binding.scope(core.name()) : null;
		return (scope instanceof Lease lease && lease.core() == core && !lease.is(Lease.ENDED)) ? lease : null;
	}

	@Override
	public Lease await() {
		Lease lease = tryNow();
		return (lease != null) ? lease : await(waiting(HERE));
	}

	private Lease await(WaitingCall call) {
		this.core.queue().add(call);
		try {
			Lease lease = call.lease().get();
			this.core.ends().started(lease);
			return begun(lease, call);
		}
		catch (InterruptedException ex) {
			return interrupted(call);
		}
		catch (ExecutionException ex) {
			throw Sneaky.sneak(refused(call, Classification.unwrap(ex)));
		}
	}

	/**
	 * Takes the key if that can be done now, after those that wait.
	 * @return the lease, or null
	 */
	@Nullable Lease tryOnce() {
		Lease lease = tryNow();
		if (lease != null || this.core.queue().isEmpty()) {
			return lease;
		}
		WaitingCall call = waiting(HERE);
		this.core.queue().add(call);
		if (this.core.queue().remove(call)) {
			return null;
		}
		Lease served = call.lease().exceptionally((refused) -> null).join();
		return (served != null) ? begun(served, call) : null;
	}

	private Lease interrupted(WaitingCall call) {
		Thread.currentThread().interrupt();
		if (!this.core.queue().remove(call) && !call.lease().cancel(false)) {
			call.lease().thenAccept((lease) -> this.core.ends().giveBack(lease));
		}
		waited(call, WaitOutcome.CANCELLED);
		throw new CancellationException(this.core.name() + ": interrupted while waiting for a key");
	}

	@Override
	public CompletableFuture<KeyLease> nextLease() {
		CompletableFuture<KeyLease> next = new CompletableFuture<>();
		Lease lease = tryNow();
		if (lease != null) {
			next.complete(lease);
			return next;
		}
		WaitingCall call = waiting(this.core.surroundings().executor());
		call.lease().whenComplete(handOver(call, next));
		next.whenComplete((result, thrown) -> {
			if (next.isCancelled() && this.core.queue().remove(call)) {
				waited(call, WaitOutcome.CANCELLED);
			}
		});
		this.core.queue().add(call);
		return next;
	}

	private BiConsumer<@Nullable Lease, @Nullable Throwable> handOver(WaitingCall call,
			CompletableFuture<KeyLease> next) {
		return (lease, thrown) -> {
			if (lease != null) {
				this.core.ends().started(lease);
			}
			if (lease == null) {
				next.completeExceptionally(refused(call, (thrown != null) ? thrown : new CancellationException()));
			}
			else if (!next.complete(begun(lease, call))) {
				lease.unsent();
				lease.close();
			}
		};
	}

	private @Nullable Lease tryNow() {
		if (this.around != null && this.plan.isCovered()) {
			return covered(this.around);
		}
		if (this.core.isClosed() || !this.core.queue().isEmpty()) {
			return null;
		}
		Ask ask = request(HERE).ask();
		Lease lease = this.core.search().tryLease(this.plan, this.outer, ask, this.core.now());
		return (lease != null) ? begun(lease) : null;
	}

	private Lease covered(Lease around) {
		Lease lease = new Lease(this.plan, this.outer, null);
		lease.flag(Lease.COVERED);
		lease.tries(around.seat());
		lease.granted();
		return lease;
	}

	private WaitingCall waiting(Executor executor) {
		long now = this.core.now();
		return new WaitingCall(this.plan, request(executor), now, Nanos.after(now, this.budget.left()));
	}

	private WaitingCall.Request request(Executor executor) {
		return new WaitingCall.Request(this.outer, executor, this.leftOut.keys(),
				(this.around != null) ? this.around.seat() : null);
	}

	private Lease begun(Lease lease, WaitingCall call) {
		waited(call, WaitOutcome.SERVED);
		return begun(lease);
	}

	private Lease begun(Lease lease) {
		this.budget.handTo(lease);
		this.core.ends().begin(lease);
		if (this.held && !lease.is(Lease.COVERED)) {
			this.core.held().add(lease);
		}
		else {
			lease.flag(Lease.SENT);
		}
		return lease;
	}

	private Throwable refused(WaitingCall call, Throwable reason) {
		waited(call, WaitOutcome.REFUSED);
		if (this.thrown.count() > 0) {
			return this.thrown.last();
		}
		if (reason instanceof PoolExhaustedException exhausted) {
			this.core.listeners()
				.tell((listener) -> listener.refused(this.core.name(), this.plan.request(), exhausted));
		}
		return reason;
	}

	private void waited(WaitingCall call, WaitOutcome outcome) {
		long nanos = this.core.now() - call.arrivedAt();
		this.budget.spend(nanos);
		this.core.listeners()
			.tell((listener) -> listener.waited(this.core.name(), this.plan.request(), Duration.ofNanos(nanos),
					outcome));
	}

	@Override
	public void succeeded(KeyLease lease, Usage usage) {
		lease.succeeded(usage);
	}

	@Override
	public @Nullable Throwable failed(KeyLease lease, Throwable thrown, boolean mayRepeat) {
		boolean again = end((Lease) lease, this.core.classify((Lease) lease, thrown), thrown, mayRepeat);
		return again ? null : this.thrown.last();
	}

	@Override
	public boolean ended(KeyLease lease, CallOutcome outcome, Throwable shown, boolean mayRepeat) {
		this.core.tellOtherPools((Lease) lease, shown);
		return end((Lease) lease, outcome, shown, mayRepeat);
	}

	private boolean end(Lease attempt, CallOutcome outcome, Throwable shown, boolean mayRepeat) {
		boolean hadSucceeded = attempt.hasSucceeded();
		attempt.ended(outcome);
		this.thrown.add(shown);
		this.budget.takeFrom(attempt);
		boolean again = mayRepeat && !hadSucceeded && this.around == null && isRepeatable(outcome)
				&& this.thrown.count() < this.plan.maxAttempts() && this.core.takeRetry();
		if (again && (outcome instanceof CallOutcome.KeyRejected || outcome instanceof CallOutcome.Failed)) {
			this.leftOut.add(attempt.seat().entry());
		}
		return again;
	}

	private boolean isRepeatable(CallOutcome outcome) {
		return Outcomes.didNothing(outcome)
				|| (outcome instanceof CallOutcome.Failed && this.plan.setup().policies().retry().onFailure());
	}

}
