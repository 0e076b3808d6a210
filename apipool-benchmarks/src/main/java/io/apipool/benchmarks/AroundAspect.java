package io.apipool.benchmarks;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;

/**
 * Only proceeds.
 */
@Aspect
class AroundAspect {

	@org.aspectj.lang.annotation.Around("@annotation(io.apipool.benchmarks.Around)")
	@Nullable Object proceed(ProceedingJoinPoint call) throws Throwable {
		return call.proceed();
	}

}
