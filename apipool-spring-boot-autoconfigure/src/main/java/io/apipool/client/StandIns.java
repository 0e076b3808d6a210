package io.apipool.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;

import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.EmptyTargetSource;
import org.springframework.util.ReflectionUtils;

/**
 * Makes objects that stand in for others: of an interface a proxy, of a class an object
 * of a subclass whose constructors have not run.
 */
final class StandIns {

	private StandIns() {
	}

	/**
	 * Makes a stand-in.
	 * @throws IllegalArgumentException if there is none for the type
	 */
	static Object make(Class<?> type, InvocationHandler handler) {
		check(type);
		ClassLoader loader = type.getClassLoader();
		if (type.isInterface()) {
			return Proxy.newProxyInstance(loader, new Class<?>[] { type }, handler);
		}
		ProxyFactory factory = new ProxyFactory();
		factory.setTargetSource(EmptyTargetSource.forClass(type));
		factory.setProxyTargetClass(true);
		factory.setOpaque(true);
		factory.addAdvice((MethodInterceptor) (call) -> handler.invoke(((ProxyMethodInvocation) call).getProxy(),
				call.getMethod(), call.getArguments()));
		return factory.getProxy(loader);
	}

	private static void check(Class<?> type) {
		String broken = type.isSealed() ? "sealed" : Modifier.isFinal(type.getModifiers()) ? "final" : "";
		if (!broken.isEmpty() || type.isArray()) {
			throw new IllegalArgumentException(type.getSimpleName() + " is " + (type.isArray() ? "an array" : broken)
					+ ": nothing can stand in for it. Name an interface that it implements, or take its client as a"
					+ " @PooledKey parameter");
		}
		Arrays.stream(type.isInterface() ? new Method[0] : ReflectionUtils.getAllDeclaredMethods(type))
			.filter(StandIns::isClosed)
			.findFirst()
			.ifPresent((method) -> {
				throw new IllegalArgumentException(type.getSimpleName() + "." + method.getName()
						+ " is final: a call of it would reach no client. Name an interface that "
						+ type.getSimpleName() + " implements, or take its client as a @PooledKey parameter");
			});
	}

	private static boolean isClosed(Method method) {
		int modifiers = method.getModifiers();
		return method.getDeclaringClass() != Object.class && Modifier.isFinal(modifiers) && Modifier.isPublic(modifiers)
				&& !Modifier.isStatic(modifiers);
	}

}
