package io.apipool.aop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.BaseStream;

import io.apipool.limit.LimitPermit;
import io.apipool.limit.RateLimit;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Runs a method with permits of a limit and nothing else. They are held until what the
 * method returns has ended, and only a method that returns a plain value waits on its
 * caller's thread.
 */
final class LimitedInterceptor implements MethodInterceptor {

	private final RateLimit limit;

	private final LimitSpec spec;

	private final ReturnKind kind;

	private final Duration maxWait;

	private final Executor executor;

	LimitedInterceptor(RateLimit limit, LimitSpec spec, ReturnKind kind, Executor executor) {
		this.limit = limit;
		this.spec = spec;
		this.kind = kind;
		this.maxWait = (spec.maxWait() != null) ? spec.maxWait() : limit.maxWait();
		this.executor = executor;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		return switch (this.kind) {
			case VALUE -> value(invocation);
			case STAGE -> stage(invocation);
			case MONO, SUSPEND -> ReactorCalls.limitedMono(() -> permit(invocation), () -> proceed(invocation));
			case FLUX, SUSPEND_FLOW -> ReactorCalls.limitedFlux(() -> permit(invocation), () -> proceed(invocation));
			case FLOW -> CoroutineCalls.limitedFlow(() -> permit(invocation), () -> proceed(invocation));
			case STREAM -> stream(invocation);
		};
	}

	private @Nullable Object value(MethodInvocation invocation) throws Throwable {
		LimitPermit permit = await(invocation);
		try {
			return invocation.proceed();
		}
		finally {
			permit.answered();
		}
	}

	private @Nullable Object stream(MethodInvocation invocation) throws Throwable {
		StreamHold hold = new LimitedStream(await(invocation));
		try {
			BaseStream<?, ?> stream = (BaseStream<?, ?>) invocation.proceed();
			if (stream != null) {
				return HeldStreams.of(stream, hold);
			}
		}
		catch (Throwable ex) {
			throw hold.failed(ex);
		}
		hold.ended();
		return null;
	}

	private LimitPermit await(MethodInvocation invocation) {
		@Nullable Object[] arguments = invocation.getArguments();
		LimitAmount amount = this.spec.amounts();
		return this.limit.acquire(amount.keyOf(arguments), amount.permitsOf(arguments), this.maxWait);
	}

	private CompletableFuture<@Nullable Object> stage(MethodInvocation invocation) {
		CompletableFuture<LimitPermit> permit;
		try {
			permit = permit(invocation);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return new LimitedStage(permit, () -> (CompletionStage<?>) proceed(invocation), this.executor).start();
	}

	private CompletableFuture<LimitPermit> permit(MethodInvocation invocation) {
		@Nullable Object[] arguments = invocation.getArguments();
		LimitAmount amount = this.spec.amounts();
		return this.limit.acquireAsync(amount.keyOf(arguments), amount.permitsOf(arguments), this.maxWait);
	}

	private static @Nullable Object proceed(MethodInvocation invocation) throws Throwable {
		return ((ProxyMethodInvocation) invocation).invocableClone().proceed();
	}

}
