package io.apipool.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.Lifecycle;
import org.springframework.context.Phased;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Where an annotation may stand: on the method, on one that it overrides or implements,
 * on the class or a superclass, or on an interface that declares the method.
 * <p>
 * On a type it means the public methods that the application declared. Those of
 * {@code Object}, of frameworks, and the ones that the container calls in a bean's life
 * are never meant.
 */
final class TypeAnnotations {

	private static final List<Class<?>> LIFE_CYCLE = List.of(InitializingBean.class, DisposableBean.class,
			SmartInitializingSingleton.class, Aware.class, Lifecycle.class, Phased.class, Ordered.class,
			FactoryBean.class, AutoCloseable.class);

	private static final List<String> CALLBACKS = List.of("jakarta.annotation.PostConstruct",
			"jakarta.annotation.PreDestroy");

	private static final List<String> FRAMEWORKS = List.of("java.", "javax.", "jakarta.", "kotlin.",
			"org.springframework.");

	private final Class<?> type;

	private final MergedAnnotations onClass;

	private final Set<Class<?>> interfaces;

	private final Map<Class<? extends Annotation>, Boolean> onTypes = new HashMap<>();

	TypeAnnotations(Class<?> type) {
		this.type = type;
		this.onClass = MergedAnnotations.from(type, SearchStrategy.SUPERCLASS);
		this.interfaces = ClassUtils.getAllInterfacesForClassAsSet(type);
	}

	<A extends Annotation> MergedAnnotation<A> find(MergedAnnotations onMethod, Method method, Class<A> annotation) {
		MergedAnnotation<A> found = onMethod.get(annotation);
		return (found.isPresent() || !onTypes(annotation) || !meant(method)) ? found : onType(method, annotation);
	}

	private <A extends Annotation> boolean onTypes(Class<A> annotation) {
		return this.onTypes.computeIfAbsent(annotation, (wanted) -> this.onClass.isPresent(wanted)
				|| this.interfaces.stream().anyMatch((type) -> on(type, wanted)));
	}

	private <A extends Annotation> MergedAnnotation<A> onType(Method method, Class<A> annotation) {
		MergedAnnotation<A> found = this.onClass.get(annotation);
		for (Class<?> candidate : this.interfaces) {
			if (!found.isPresent() && candidate != this.type && declares(candidate, method)) {
				found = MergedAnnotations.from(candidate, SearchStrategy.TYPE_HIERARCHY).get(annotation);
			}
		}
		return found;
	}

	private static boolean on(Class<?> type, Class<? extends Annotation> annotation) {
		return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(annotation);
	}

	private boolean meant(Method method) {
		int modifiers = method.getModifiers();
		String declaring = method.getDeclaringClass().getName();
		return Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && !ReflectionUtils.isObjectMethod(method)
				&& FRAMEWORKS.stream().noneMatch(declaring::startsWith) && !lifeCycle(method);
	}

	private boolean lifeCycle(Method method) {
		MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		return CALLBACKS.stream().anyMatch(annotations::isPresent)
				|| this.interfaces.stream().anyMatch((type) -> isLifeCycle(type) && declares(type, method));
	}

	private static boolean isLifeCycle(Class<?> type) {
		return LIFE_CYCLE.stream().anyMatch((known) -> known.isAssignableFrom(type));
	}

	private boolean declares(Class<?> candidate, Method method) {
		return Arrays.stream(candidate.getMethods())
			.anyMatch((declared) -> declared.getName().equals(method.getName())
					&& declared.getParameterCount() == method.getParameterCount()
					&& (declared.equals(method) || ClassUtils.getMostSpecificMethod(declared, this.type).equals(method)
							|| Arrays.equals(declared.getParameterTypes(), method.getParameterTypes())));
	}

}
