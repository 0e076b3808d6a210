package io.apipool.benchmarks.call;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;

/**
 * Only proceeds.
 */
@Aspect
class AroundAspect {

	@org.aspectj.lang.annotation.Around("@annotation(io.apipool.benchmarks.call.Around)")
	@Nullable Object proceed(ProceedingJoinPoint call) throws Throwable {
		return call.proceed();
	}

	@org.aspectj.lang.annotation.Around("@annotation(bound)")
	@Nullable Object proceed(ProceedingJoinPoint call, Bound bound) throws Throwable {
		return call.proceed();
	}

}
