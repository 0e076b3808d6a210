package io.apipool.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * What a proxy can do with a method, and what it cannot.
 */
final class MethodRules {

	private static final List<String> CALLED_BY_FRAMEWORKS = List.of("Scheduled", "Schedules", "ExceptionHandler",
			"ModelAttribute", "InitBinder", "ReadOperation", "WriteOperation", "DeleteOperation", "Bean", "Autowired",
			"Inject", "PostConstruct", "PreDestroy");

	private MethodRules() {
	}

	static void check(MethodAnnotations annotations) {
		Method method = annotations.method();
		if (!annotations.intercepted()) {
			refuseOrphan();
		}
		reachable(method, annotations.target());
		if (annotations.pooled() == null && KeyParameters.annotated(method)) {
			refuseOrphan();
		}
		if (annotations.pooled() != null && KeyParameters.any(method)) {
			notCalledByFramework(method);
		}
	}

	private static void refuseOrphan() {
		throw new MistakeException("it has a @PooledKey parameter but no @PooledApiCall on itself or its type",
				"Nobody would fill the parameter in: add @PooledApiCall, or take the key from ApiKeyPool.call.");
	}

	private static void reachable(Method method, Class<?> target) {
		int modifiers = method.getModifiers();
		String broken = Modifier.isPrivate(modifiers) ? "private" : Modifier.isStatic(modifiers) ? "static"
				: isFinal(method) ? "final" : isPackagePrivate(modifiers) ? "package-private" : "";
		if (!broken.isEmpty()) {
			throw new MistakeException("the method is " + broken, "A proxy cannot intercept it: make it public"
					+ (broken.equals("final") || broken.equals("static") ? " and not " + broken : "") + ".");
		}
		if (isClosed(target) && !onInterface(method, target)) {
			throw new MistakeException("the class is final and no interface of it declares the method",
					"A proxy needs one or the other: open the class, or declare the method in an interface.");
		}
	}

	private static boolean isFinal(Method method) {
		return Modifier.isFinal(method.getModifiers()) && !Proxy.isProxyClass(method.getDeclaringClass());
	}

	private static boolean isPackagePrivate(int modifiers) {
		return !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers);
	}

	/** Whether no subclass of the type can be made. */
	static boolean isClosed(Class<?> type) {
		return (Modifier.isFinal(type.getModifiers()) || type.isSealed()) && !type.isInterface()
				&& !Proxy.isProxyClass(type);
	}

	private static boolean onInterface(Method method, Class<?> target) {
		return ClassUtils.getAllInterfacesForClassAsSet(target)
			.stream()
			.flatMap((type) -> Arrays.stream(type.getMethods()))
			.anyMatch((declared) -> ClassUtils.getMostSpecificMethod(declared, target).equals(method));
	}

	private static void notCalledByFramework(Method method) {
		MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
			.stream()
			.map((annotation) -> annotation.getType().getSimpleName())
			.filter(MethodRules::meansCalledByFramework)
			.findFirst()
			.ifPresent((name) -> {
				throw new MistakeException("it has a key parameter but is called by a framework (@" + name + ")",
						"The framework would not know what to pass: move the call into a method of another bean, "
								+ "or take the key from PooledKeys.current().");
			});
	}

	private static boolean meansCalledByFramework(String annotation) {
		return CALLED_BY_FRAMEWORKS.contains(annotation) || annotation.endsWith("Listener")
				|| annotation.endsWith("Mapping");
	}

}
