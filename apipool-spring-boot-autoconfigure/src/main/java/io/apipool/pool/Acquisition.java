package io.apipool.pool;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.PoolExhaustedException;
import io.apipool.WaitOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Takes the key for one attempt: now, waiting on this thread, or later. A call inside
 * another one is inside it from here on, until its lease has ended or it got none.
 */
final class Acquisition {

	private static final Executor HERE = Runnable::run;

	private final ResolvedPlan plan;

	private final PoolCore core;

	private final LeaseBinding.@Nullable Scope outer;

	private final CallProgress progress;

	private final int kind;

	private Acquisition(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, CallProgress progress, int kind) {
		this.plan = plan;
		this.core = plan.core();
		this.outer = outer;
		this.progress = progress;
		this.kind = kind;
	}

	/**
	 * Takes a lease for an attempt of a call.
	 * @param outer what is bound around it, or null
	 */
	static Acquisition of(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, CallProgress progress) {
		return new Acquisition(plan, outer, progress, Lease.SENT);
	}

	/**
	 * Takes a lease for a request that somebody else sends, and says so.
	 * @param outer what is bound around it, or null
	 */
	static Acquisition ofRequest(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, CallProgress progress) {
		return new Acquisition(plan, outer, progress, Lease.REQUEST);
	}

	/**
	 * Takes a lease that the application holds: it outlives the call around it, so it
	 * never uses that call's permits.
	 */
	static Acquisition held(ResolvedPlan plan) {
		return new Acquisition(plan, null, CallProgress.of(plan, null), Lease.HELD);
	}

	/**
	 * Takes the key, waiting on this thread.
	 * @return the lease
	 */
	Lease await() {
		Lease lease = tryNow();
		return (lease != null) ? lease : await(waiting(HERE));
	}

	private Lease await(WaitingCall call) {
		this.core.queue().add(call);
		try {
			Lease lease = call.lease().get();
			this.core.leases().started(lease);
			return begun(lease, call);
		}
		catch (InterruptedException ex) {
			return interrupted(call);
		}
		catch (ExecutionException ex) {
			return instead(call, Thrown.inner(ex));
		}
	}

	private Lease instead(WaitingCall call, Throwable reason) {
		waited(call, WaitOutcome.REFUSED);
		Lease lease = fallback(reason);
		if (lease == null) {
			throw Thrown.rethrow(refused(reason));
		}
		return lease;
	}

	/**
	 * Asks the pool that comes after this one, without waiting there. A call inside
	 * another one has that one's key or none.
	 */
	private @Nullable Lease fallback(@Nullable Throwable reason) {
		boolean exhausted = reason == null || reason instanceof PoolExhaustedException;
		PoolCore other = (exhausted && this.plan.around() == null) ? this.core.fallback() : null;
		if (other == null) {
			return null;
		}
		ResolvedPlan there = other.resolve(new CallPlan(this.plan.request(), this.plan.limits()));
		return new Acquisition(there, this.outer, this.progress, this.kind).tryOnce();
	}

	private Lease interrupted(WaitingCall call) {
		Thread.currentThread().interrupt();
		if (!call.leave() && !call.lease().cancel(false)) {
			call.lease().thenAccept((lease) -> this.core.leases().giveBack(lease));
		}
		waited(call, WaitOutcome.CANCELLED);
		throw new CancellationException(this.core.name() + ": interrupted while waiting for a key");
	}

	/**
	 * Takes the key if that can be done now, after those that wait.
	 * @return the lease, or null
	 */
	@Nullable Lease tryOnce() {
		Lease lease = tryOwn();
		return (lease != null) ? lease : fallback(null);
	}

	private @Nullable Lease tryOwn() {
		Lease lease = tryNow();
		if (lease != null || this.core.queue().isEmpty()) {
			return lease;
		}
		WaitingCall call = waiting(HERE);
		this.core.queue().add(call);
		if (call.leave()) {
			return null;
		}
		Lease served = call.lease().exceptionally((refused) -> null).join();
		return (served != null) ? begun(served, call) : null;
	}

	/**
	 * Takes the key without blocking.
	 * @return the future lease; cancelling it takes the call out of the queue
	 */
	CompletableFuture<KeyLease> later() {
		CompletableFuture<KeyLease> next = new CompletableFuture<>();
		Lease lease = tryNow();
		if (lease != null) {
			next.complete(lease);
			return next;
		}
		WaitingCall call = waiting(this.core.surroundings().executor());
		call.lease().whenComplete(pass(call, next));
		next.whenComplete((result, thrown) -> {
			if (next.isCancelled() && call.leave()) {
				waited(call, WaitOutcome.CANCELLED);
			}
		});
		this.core.queue().add(call);
		return next;
	}

	private BiConsumer<@Nullable Lease, @Nullable Throwable> pass(WaitingCall call, CompletableFuture<KeyLease> next) {
		return (lease, thrown) -> {
			if (lease == null) {
				instead(call, next, (thrown != null) ? thrown : new CancellationException());
				return;
			}
			this.core.leases().started(lease);
			hand(begun(lease, call), next);
		};
	}

	/**
	 * Hands a lease over; nobody was there to send anything with it where the call is
	 * gone.
	 */
	private static void hand(Lease lease, CompletableFuture<KeyLease> next) {
		if (!next.complete(lease)) {
			lease.unsent();
			lease.close();
		}
	}

	private void instead(WaitingCall call, CompletableFuture<KeyLease> next, Throwable reason) {
		try {
			hand(instead(call, Thrown.inner(reason)), next);
		}
		catch (Throwable ex) {
			next.completeExceptionally(ex);
		}
	}

	private @Nullable Lease tryNow() {
		try {
			Lease around = this.plan.around();
			return (around != null && this.plan.isCovered()) ? covered(around) : search();
		}
		catch (Throwable ex) {
			this.core.leases().leave(this.plan);
			throw ex;
		}
	}

	private Lease covered(Lease around) {
		Lease lease = new Lease(this.plan, this.outer, null);
		lease.flag(Lease.COVERED);
		lease.tries(around.seat());
		lease.granted();
		this.core.leases().started(lease);
		return lease;
	}

	private @Nullable Lease search() {
		if (this.core.isClosed() || !this.core.queue().isEmpty()) {
			return null;
		}
		Lease lease = this.core.search()
			.tryLease(this.plan, this.outer, request(HERE).ask(Ask.NOT_WAITING), this.core.now());
		return (lease != null) ? begun(lease) : null;
	}

	private WaitingCall waiting(Executor executor) {
		long now = this.core.now();
		return new WaitingCall(this.plan, request(executor), now, Nanos.after(now, this.progress.budget().left()));
	}

	private WaitingCall.Request request(Executor executor) {
		Lease around = this.plan.around();
		return new WaitingCall.Request(this.outer, executor, this.progress.leftOut().keys(this.core),
				(around != null) ? around.seat() : null);
	}

	private Lease begun(Lease lease, WaitingCall call) {
		waited(call, WaitOutcome.SERVED);
		return begun(lease);
	}

	private Lease begun(Lease lease) {
		this.progress.budget().handTo(lease);
		this.core.leases().begin(lease);
		if (this.kind == Lease.HELD) {
			this.core.held().add(lease);
		}
		else {
			lease.flag(this.kind);
		}
		return lease;
	}

	private Throwable refused(Throwable reason) {
		if (this.progress.thrown().count() > 0) {
			return this.progress.thrown().last();
		}
		if (this.progress.isLast() && reason instanceof PoolExhaustedException exhausted) {
			this.core.listeners()
				.tell((listener) -> listener.refused(this.core.name(), this.plan.request(), exhausted));
		}
		return reason;
	}

	private void waited(WaitingCall call, WaitOutcome outcome) {
		long nanos = this.core.now() - call.arrivedAt();
		this.progress.budget().spend(nanos);
		this.core.listeners()
			.tell((listener) -> listener.waited(this.core.name(), this.plan.request(), Duration.ofNanos(nanos),
					outcome));
	}

}
