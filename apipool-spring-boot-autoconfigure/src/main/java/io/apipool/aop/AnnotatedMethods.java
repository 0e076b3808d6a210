package io.apipool.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import io.apipool.annotation.RateLimited;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * The annotated methods of each class, looked for once.
 */
final class AnnotatedMethods {

	private static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(PooledApiCall.class, RateLimited.class,
			PooledKey.class);

	private final Map<Class<?>, Map<Method, MethodAnnotations>> byClass = new ConcurrentHashMap<>();

	/**
	 * Returns those of a class, its superclasses and interfaces, by most specific method.
	 */
	Map<Method, MethodAnnotations> of(Class<?> type) {
		return this.byClass.computeIfAbsent(ClassUtils.getUserClass(type), AnnotatedMethods::search);
	}

	/** Returns what is said about a method as it is called on a class. */
	@Nullable MethodAnnotations of(Method method, Class<?> target) {
		Map<Method, MethodAnnotations> methods = of(target);
		if (methods.isEmpty()) {
			return null;
		}
		MethodAnnotations found = methods.get(AopUtils.getMostSpecificMethod(method, target));
		return (found != null) ? found : methods.get(method);
	}

	private static Map<Method, MethodAnnotations> search(Class<?> type) {
		if (Strangers.contain(type) || !AnnotationUtils.isCandidateClass(type, ANNOTATIONS)) {
			return Map.of();
		}
		TypeAnnotations onTypes = new TypeAnnotations(type);
		return Map
			.copyOf(MethodIntrospector.selectMethods(type, (Method method) -> annotations(method, type, onTypes)));
	}

	private static @Nullable MethodAnnotations annotations(Method method, Class<?> type, TypeAnnotations onTypes) {
		MergedAnnotations onMethod = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotation<PooledApiCall> pooled = onTypes.find(onMethod, method, PooledApiCall.class);
		MergedAnnotation<RateLimited> limited = onTypes.find(onMethod, method, RateLimited.class);
		if (!pooled.isPresent() && !limited.isPresent() && !KeyParameters.annotated(method)) {
			return null;
		}
		boolean limitedByType = limited.isPresent() && limited.getSource() instanceof Class;
		return new MethodAnnotations(method, type, pooled.synthesize(MergedAnnotation::isPresent).orElse(null),
				limited.synthesize(MergedAnnotation::isPresent).orElse(null),
				limitedByType ? (Class<?>) Objects.requireNonNull(limited.getSource()) : method);
	}

}
