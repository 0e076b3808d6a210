package io.apipool.aop;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.Usage;
import io.apipool.aop.ReactorCalls.Body;
import io.apipool.limit.LimitPermit;
import io.apipool.pool.CallPlan;
import io.apipool.pool.LeasedCall;
import io.apipool.pool.PooledCalls;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.reactor.ReactorFlowKt;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Calls of Kotlin methods: loaded only for those.
 */
final class CoroutineCalls {

	private CoroutineCalls() {
	}

	static Object flow(PooledCalls pool, Supplier<CallPlan> plan, LeasedCall<MethodInvocation, ?> body,
			MethodInvocation invocation) {
		return new PublishedFlow((context) -> ReactorCalls.flux(pool, plan, new Leased(body, context), invocation));
	}

	static Object limitedFlow(Supplier<CompletableFuture<LimitPermit>> permits, Body body) {
		return new PublishedFlow(
				(context) -> ReactorCalls.limitedFlux(permits, () -> publisher(body.start(), context)));
	}

	/** Lets the lease be in force in the coroutine that an attempt starts. */
	@SuppressWarnings("unchecked")
	static void bind(@Nullable Object[] arguments, KeyLease lease) {
		int last = arguments.length - 1;
		if (arguments[last] instanceof Continuation<?> caller) {
			arguments[last] = new LeasedContinuation((Continuation<Object>) caller, (LeaseBinding.Scope) lease);
		}
	}

	@SuppressWarnings("unchecked")
	private static Publisher<Object> publisher(@Nullable Object flow, CoroutineContext context) {
		return ReactorFlowKt.asFlux(
				(Flow<Object>) Objects.requireNonNull(flow, "the method returned null in place of a flow"), context);
	}

	/**
	 * One collection of a pooled flow.
	 *
	 * @param body returns the flow
	 * @param collector where it is collected
	 */
	private record Leased(LeasedCall<MethodInvocation, ?> body,
			CoroutineContext collector) implements LeasedCall<MethodInvocation, Object> {

		@Override
		public Object call(KeyLease lease, MethodInvocation invocation) throws Throwable {
			CoroutineContext context = this.collector.plus(new LeaseElement((LeaseBinding.Scope) lease));
			return publisher(this.body.call(lease, invocation), context);
		}

		@Override
		public Usage usage(@Nullable Object result, MethodInvocation invocation) {
			return this.body.usage(result, invocation);
		}

	}

}
