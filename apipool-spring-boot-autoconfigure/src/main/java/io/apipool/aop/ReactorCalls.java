package io.apipool.aop;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.apipool.limit.LimitPermit;
import io.apipool.pool.CallPlan;
import io.apipool.pool.LeasedCall;
import io.apipool.pool.PooledCalls;
import io.apipool.reactive.ReactiveCalls;
import io.apipool.reactive.ReactiveLimits;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The one class here that knows Reactor: loaded only for a method that returns one of its
 * types.
 */
final class ReactorCalls {

	private ReactorCalls() {
	}

	static Object mono(PooledCalls pool, Supplier<CallPlan> plan, LeasedCall<MethodInvocation, ?> body,
			MethodInvocation invocation) {
		return ReactiveCalls.mono(pool, plan, publisher(body), invocation);
	}

	static Object flux(PooledCalls pool, Supplier<CallPlan> plan, LeasedCall<MethodInvocation, ?> body,
			MethodInvocation invocation) {
		return ReactiveCalls.flux(pool, plan, publisher(body), invocation);
	}

	static Object limitedMono(Supplier<CompletableFuture<LimitPermit>> permits, Body body) {
		return ReactiveLimits.mono(permits, () -> (@Nullable Publisher<?>) body.start());
	}

	static Object limitedFlux(Supplier<CompletableFuture<LimitPermit>> permits, Body body) {
		return ReactiveLimits.flux(permits, () -> (@Nullable Publisher<?>) body.start());
	}

	/**
	 * Starts what returns a publisher.
	 */
	@FunctionalInterface
	interface Body {

		@Nullable Object start() throws Throwable;

	}

	@SuppressWarnings("unchecked")
	private static LeasedCall<MethodInvocation, Publisher<Object>> publisher(LeasedCall<MethodInvocation, ?> body) {
		return (LeasedCall<MethodInvocation, Publisher<Object>>) body;
	}

}
