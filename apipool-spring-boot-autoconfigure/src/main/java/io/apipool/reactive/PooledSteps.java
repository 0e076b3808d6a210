package io.apipool.reactive;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.pool.CallPlan;
import io.apipool.pool.CallSession;
import io.apipool.pool.LeasedCall;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.UsageOf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Holds a lease of a pool. What is bound around the subscription, in Reactor's context or
 * on its thread, is bound while the engine looks for a key, so that a call inside another
 * one of the same pool uses its key.
 */
final class PooledSteps<C, T> implements Steps<KeyLease, T> {

	private final PooledCalls pool;

	private final LeasedCall<? super C, ? extends Publisher<? extends T>> body;

	private final C context;

	private final LeaseBinding.@Nullable Scope outer;

	private final CallPlan plan;

	private final CallSession session;

	PooledSteps(PooledCalls pool, Supplier<CallPlan> plan, LeasedCall<? super C, ? extends Publisher<? extends T>> body,
			C context, ContextView around) {
		this.pool = pool;
		this.body = body;
		this.context = context;
		this.outer = LeaseContext.scope(around);
		this.plan = plan.get();
		this.session = LeaseBinding.<CallSession, RuntimeException>within(this.outer, () -> pool.session(this.plan));
	}

	@Override
	public CompletableFuture<KeyLease> next() {
		return LeaseBinding.<CompletableFuture<KeyLease>, RuntimeException>within(this.outer, this.session::nextLease);
	}

	@Override
	public Publisher<? extends T> run(KeyLease held) throws Throwable {
		return this.body.call(held, this.context);
	}

	@Override
	public Context context(Context context, KeyLease held) {
		return LeaseContext.with(context, held);
	}

	@Override
	public void succeeded(KeyLease held, @Nullable T last) {
		this.session.succeeded(held, UsageOf.call(this.body, last, this.context));
	}

	@Override
	public @Nullable Throwable failed(KeyLease held, Throwable thrown, boolean mayRepeat) {
		return this.session.failed(held, thrown, mayRepeat);
	}

	@Override
	public void cancelled(KeyLease held) {
		this.session.cancelled(held);
	}

	@Override
	public Bounds bounds() {
		return new Bounds(this.pool.name() + ": " + this.plan.request().operation(), this.pool.timekeeper(),
				this.pool.definition().waiting());
	}

}
