package io.apipool.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.apipool.KeyLease;
import io.apipool.Usage;
import io.apipool.aop.MethodSpec.CallSpec;
import io.apipool.pool.CallPlan;
import io.apipool.pool.LeasedCall;
import io.apipool.pool.PooledCalls;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Runs a method as a pooled call. It is itself what the pool runs, with the invocation
 * for its context, so that a call allocates nothing here.
 * <p>
 * An invocation that has proceeded stands behind the last interceptor: proceeding again
 * would leave out those within ours. So each attempt proceeds on a clone, unless ours is
 * the last one anyway or there is but one attempt. The caller's arguments are put back
 * after an attempt: advice around ours must not find a secret in them. Calls that end
 * later, on other threads, always take a clone.
 */
final class PooledInterceptor implements MethodInterceptor, LeasedCall<MethodInvocation, @Nullable Object> {

	private final PooledCalls pool;

	private final Plans plans;

	private final CallSpec spec;

	private final ReturnKind kind;

	private final boolean inPlace;

	PooledInterceptor(PooledCalls pool, Plans plans, CallSpec spec, ReturnKind kind, boolean last) {
		this.pool = pool;
		this.plans = plans;
		this.spec = spec;
		this.kind = kind;
		this.inPlace = kind == ReturnKind.VALUE && (last || spec.oneAttempt());
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		return switch (this.kind) {
			case VALUE -> this.pool.call(this.plans.of(invocation), this, invocation);
			case STAGE -> stage(invocation);
			case MONO, SUSPEND -> ReactorCalls.mono(this.pool, () -> this.plans.of(invocation), this, invocation);
			case FLUX, SUSPEND_FLOW -> ReactorCalls.flux(this.pool, () -> this.plans.of(invocation), this, invocation);
			case FLOW -> CoroutineCalls.flow(this.pool, () -> this.plans.of(invocation), this, invocation);
			case STREAM -> new StreamCall(this.pool, this.plans.of(invocation), this, invocation).run();
		};
	}

	@Override
	@SuppressWarnings("NullAway") // a result may be null
	public @Nullable Object call(KeyLease lease, MethodInvocation context) throws Throwable {
		ProxyMethodInvocation invocation = (ProxyMethodInvocation) context;
		if (!this.inPlace) {
			Object result = invocation.invocableClone(filled(invocation, lease)).proceed();
			return (result == null && this.kind == ReturnKind.STAGE) ? CompletableFuture.completedFuture(null) : result;
		}
		if (this.spec.keys().none()) {
			return invocation.proceed();
		}
		@Nullable Object[] arguments = invocation.getArguments();
		Object given = this.spec.keys().swap(arguments, lease);
		try {
			return invocation.proceed();
		}
		finally {
			this.spec.keys().putBack(arguments, given);
		}
	}

	@Override
	public Usage usage(@Nullable Object result, MethodInvocation context) {
		return this.spec.usage().of(context.getArguments(), result);
	}

	private @Nullable Object[] filled(ProxyMethodInvocation invocation, KeyLease lease) {
		@Nullable Object[] given = invocation.getArguments();
		@Nullable Object[] filled = this.spec.keys().none() ? given.clone() : this.spec.keys().fill(given, lease);
		if (this.kind.suspends()) {
			CoroutineCalls.bind(filled, lease);
		}
		return filled;
	}

	@SuppressWarnings("unchecked")
	private CompletableFuture<?> stage(MethodInvocation invocation) {
		LeasedCall<MethodInvocation, ?> body = this;
		CallPlan plan;
		try {
			plan = this.plans.of(invocation);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return this.pool.<MethodInvocation, @Nullable Object>callAsync(plan,
				(LeasedCall<MethodInvocation, CompletionStage<?>>) body, invocation);
	}

}
