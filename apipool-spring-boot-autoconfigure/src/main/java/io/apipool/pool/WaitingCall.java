package io.apipool.pool;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.apipool.LeaseBinding;
import io.apipool.PoolClosedException;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.NamedLimit;
import io.apipool.limit.PermitPath;
import io.apipool.limit.PermitScope;
import io.apipool.limit.Refusal;
import io.apipool.queue.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for a key.
 */
final class WaitingCall implements Waiting {

	private final ResolvedPlan plan;

	private final Request request;

	private final long arrivedAt;

	private final CompletableFuture<Lease> lease = new CompletableFuture<>();

	private long deadline;

	private Ask lastAsk;

	private @Nullable Lease granted;

	WaitingCall(ResolvedPlan plan, Request request, long now, long deadline) {
		this.plan = plan;
		this.request = request;
		this.arrivedAt = now;
		this.deadline = deadline;
		this.lastAsk = request.ask();
	}

	CompletableFuture<Lease> lease() {
		return this.lease;
	}

	long arrivedAt() {
		return this.arrivedAt;
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
		this.granted = this.plan.core().search().tryLease(this.plan, this.request.outer(), this.lastAsk, now);
		return this.granted != null;
	}

	@Override
	public long earliest(long now) {
		NamedLimit holding = Refused.namedLimit(this.plan, this.lastAsk);
		if (holding != null && holding.maxWait() != null) {
			this.deadline = Math.min(this.deadline, this.arrivedAt + holding.maxWait().toNanos());
		}
		return this.plan.core().search().earliest(this.plan, this.lastAsk, now);
	}

	/**
	 * Tells whether this call takes nothing from a limit that another one waits for.
	 * Where the other found no key to ask at all, it waits for what every call takes.
	 */
	@Override
	public boolean mayPass(Waiting before) {
		if (!(before instanceof WaitingCall other)) {
			return false;
		}
		List<Refusal> refusals = other.lastAsk.refusals();
		if (refusals.isEmpty()) {
			return other.lastAsk.leavesAnyOut() || other.waitsForModelAlone(this.plan.model());
		}
		return refusals.stream().noneMatch(this::takesFrom);
	}

	private boolean waitsForModelAlone(int model) {
		int own = this.plan.model();
		return own != PermitScope.NO_MODEL && own != model
				&& this.plan.core().ring().candidates(PermitScope.NO_MODEL).from(0) != null;
	}

	private boolean takesFrom(Refusal refusal) {
		PermitScope scope = refusal.scope();
		for (PermitPath.Shared shared : this.plan.path().shared()) {
			if (shared.scope() == scope) {
				return shared.need() != null || refusal.limits().stream().anyMatch(this::takes);
			}
		}
		List<LimitDefinition> own = scope.limits(PermitScope.NO_MODEL);
		List<LimitDefinition> models = (this.plan.model() != PermitScope.NO_MODEL) ? scope.limits(this.plan.model())
				: List.of();
		return refusal.limits()
			.stream()
			.anyMatch((limit) -> takes(limit) && (own.contains(limit) || models.contains(limit)));
	}

	private boolean takes(LimitDefinition limit) {
		return limit.window() instanceof LimitDefinition.Concurrent || this.plan.need().of(limit.dimension()) > 0;
	}

	@Override
	public void served() {
		Lease lease = this.granted;
		this.request.executor().execute(() -> {
			if (lease != null && !this.lease.complete(lease)) {
				lease.close();
			}
		});
	}

	@Override
	public void refused(long retryAt) {
		RuntimeException reason = Refused.exception(this.plan, this.lastAsk, this.arrivedAt, retryAt);
		this.request.executor().execute(() -> this.lease.completeExceptionally(reason));
	}

	@Override
	public void closed() {
		PoolClosedException closed = new PoolClosedException(this.plan.core().name());
		this.request.executor().execute(() -> this.lease.completeExceptionally(closed));
	}

	/**
	 * Who waits.
	 *
	 * @param outer what is bound around the call, or null
	 * @param executor where waiting ends
	 * @param leftOut the keys that the call shall not use
	 * @param only the one key that it may use, or null
	 */
	record Request(LeaseBinding.@Nullable Scope outer, Executor executor, java.util.Set<KeyEntry> leftOut,
			@Nullable Seat only) {

		Ask ask() {
			return (this.only != null) ? Ask.only(this.only) : Ask.without(this.leftOut);
		}

	}

}
