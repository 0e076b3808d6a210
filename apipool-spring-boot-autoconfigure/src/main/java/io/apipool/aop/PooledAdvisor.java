package io.apipool.aop;

import java.lang.reflect.Method;

import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Advises annotated methods.
 * <p>
 * A proxy asks for the advice once for each chain of a method that it builds, and builds
 * it anew when its advisors change. So each chain gets an interceptor of its own, which
 * finds out at the first call, once, what is to be done and whether it is the last of its
 * proxy: a call looks nothing up.
 */
final class PooledAdvisor extends StaticMethodMatcherPointcut implements PointcutAdvisor {

	private final AnnotatedMethods methods;

	private final Interceptors interceptors;

	PooledAdvisor(AnnotatedMethods methods, Interceptors interceptors) {
		this.methods = methods;
		this.interceptors = interceptors;
		setClassFilter((type) -> !methods.of(type).isEmpty());
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		MethodAnnotations found = this.methods.of(method, targetClass);
		return found != null && found.intercepted();
	}

	@Override
	public StaticMethodMatcherPointcut getPointcut() {
		return this;
	}

	@Override
	public Advice getAdvice() {
		return new Resolving();
	}

	private MethodInterceptor resolve(MethodInvocation invocation) {
		Object target = invocation.getThis();
		Object proxy = ((ProxyMethodInvocation) invocation).getProxy();
		Class<?> type = ((target != null) ? target : proxy).getClass();
		MethodAnnotations found = this.methods.of(invocation.getMethod(), type);
		if (found == null) {
			throw new IllegalStateException(invocation.getMethod() + " is not annotated on " + type.getName());
		}
		return this.interceptors.of(found, isLastOf(proxy));
	}

	private boolean isLastOf(Object proxy) {
		return proxy instanceof Advised advised && advised.indexOf(this) == advised.getAdvisorCount() - 1;
	}

	private final class Resolving implements MethodInterceptor {

		private volatile @Nullable MethodInterceptor resolved;

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			MethodInterceptor interceptor = this.resolved;
			if (interceptor == null) {
				interceptor = resolve(invocation);
				this.resolved = interceptor;
			}
			return interceptor.invoke(invocation);
		}

	}

}
