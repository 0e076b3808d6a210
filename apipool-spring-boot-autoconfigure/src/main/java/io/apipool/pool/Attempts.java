package io.apipool.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One call over all of its attempts.
 */
final class Attempts implements CallSession {

	private final ResolvedPlan plan;

	private final LeaseBinding.@Nullable Scope outer;

	private final @Nullable Lease around;

	private final boolean requests;

	private final CallProgress progress;

	private Attempts(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, @Nullable Lease around, boolean requests) {
		this.plan = plan;
		this.requests = requests;
		this.outer = outer;
		this.around = around;
		this.progress = CallProgress.of(plan, around);
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
		LeaseBinding.Scope scope = binding.scope();
		while (scope != null) {
			if (scope instanceof Lease lease && lease.core() == core && !lease.is(Lease.ENDED)) {
				return lease;
			}
			scope = scope.outer();
		}
		return null;
	}

	@Override
	public Lease await() {
		return acquisition().await();
	}

	@Override
	public CompletableFuture<KeyLease> nextLease() {
		boolean mayBeOthers = !this.progress.leftOut().isEmpty() || this.plan.core().fallback() != null;
		if (this.plan.itemRetries() == null || this.around != null || !mayBeOthers) {
			return acquisition().later();
		}
		return new SecondSearch(acquisition(this.progress.first(Nanos.of(this.plan.poolMaxWait()))), () -> {
			this.progress.leftOut().clear();
			return acquisition();
		}).start();
	}

	/**
	 * Returns what one attempt is bounded by.
	 */
	Duration timeout() {
		return this.plan.timeout();
	}

	private Acquisition acquisition() {
		return acquisition(this.progress);
	}

	/**
	 * Goes into the call around, which may have ended meanwhile: then this one takes a
	 * key like any other.
	 */
	private Acquisition acquisition(CallProgress progress) {
		ResolvedPlan current = this.plan.current();
		ResolvedPlan inside = (this.around != null && this.around.enter()) ? current.inside(this.around) : current;
		return this.requests ? Acquisition.ofRequest(inside, this.outer, progress)
				: Acquisition.of(inside, this.outer, progress);
	}

	@Override
	public void succeeded(KeyLease lease, Usage usage) {
		lease.succeeded(usage);
	}

	@Override
	public @Nullable Throwable failed(KeyLease lease, Throwable thrown, boolean mayRepeat) {
		Lease attempt = (Lease) lease;
		boolean again = end(attempt, attempt.core().classify(attempt, thrown), thrown, mayRepeat);
		return again ? null : this.progress.thrown().last();
	}

	@Override
	public boolean ended(KeyLease lease, CallOutcome outcome, Throwable shown, boolean mayRepeat) {
		Lease attempt = (Lease) lease;
		attempt.core().tellOtherPools(attempt, shown);
		return end(attempt, outcome, shown, mayRepeat);
	}

	private boolean end(Lease attempt, CallOutcome outcome, Throwable shown, boolean mayRepeat) {
		boolean hadSucceeded = attempt.hasSucceeded();
		attempt.ended(outcome);
		this.progress.thrown().add(shown);
		this.progress.budget().takeFrom(attempt);
		boolean again = mayRepeat && !hadSucceeded && this.around == null && mayTryAgain(attempt, outcome);
		if (again) {
			leaveOut(attempt.seat().entry(), outcome);
		}
		return again;
	}

	private boolean mayTryAgain(Lease attempt, CallOutcome outcome) {
		boolean didNothing = OutcomeEffects.didNothing(outcome) || attempt.is(Lease.NO_CLIENT);
		boolean failed = outcome instanceof CallOutcome.Failed;
		ItemRetries retries = this.plan.itemRetries();
		if (retries != null) {
			return mayGoOn() && (didNothing || (failed && takeRetry(retries)));
		}
		return (didNothing || (failed && this.plan.setup().policies().retry().onFailure()))
				&& this.progress.thrown().count() < this.plan.maxAttempts() && this.plan.core().takeRetry();
	}

	private boolean mayGoOn() {
		int most = this.plan.request().maxAttempts();
		return most == 0 || this.progress.thrown().count() < most;
	}

	/**
	 * Takes one of the retries of a call that failed, while there is one.
	 */
	private boolean takeRetry(ItemRetries retries) {
		return this.progress.thrown().countFailed() <= retries.most();
	}

	private void leaveOut(KeyEntry key, CallOutcome outcome) {
		LeftOut leftOut = this.progress.leftOut();
		leftOut.tried(key);
		if (outcome instanceof CallOutcome.KeyRejected || outcome instanceof CallOutcome.Failed) {
			leftOut.add(key);
		}
		if (outcome instanceof CallOutcome.Failed && this.plan.itemRetries() != null) {
			leftOut.addTried();
		}
	}

}
