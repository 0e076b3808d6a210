package io.apipool.client;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * A client, or the part of one that a chain leads to: what each of its methods means,
 * worked out once.
 */
final class Part {

	private final ResolvableType type;

	private final ChainRule rule;

	private final Map<Method, Step> steps = new ConcurrentHashMap<>();

	Part(ResolvableType type, ChainRule rule) {
		this.type = type;
		this.rule = rule;
	}

	Class<?> type() {
		return this.type.toClass();
	}

	String name() {
		return type().getSimpleName();
	}

	Step step(Method called) {
		Step known = this.steps.get(called);
		return (known != null) ? known : this.steps.computeIfAbsent(called, this::read);
	}

	private Step read(Method method) {
		ReflectionUtils.makeAccessible(method);
		ResolvableType result = ResolvableType.forType(method.getGenericReturnType(),
				this.type.as(method.getDeclaringClass()));
		if (!this.rule.ends(method, result.resolve(method.getReturnType()))) {
			return new Step(method, result, null, null);
		}
		return new Step(method, result, Ending.of(method), CallRequest.of(name() + "." + method.getName()));
	}

	/**
	 * What a method means.
	 *
	 * @param method the method
	 * @param result what it returns
	 * @param ending when its call has ended; null where it leads to another part
	 * @param request what its call needs
	 */
	record Step(Method method, ResolvableType result, @Nullable Ending ending, @Nullable CallRequest request) {
	}

}
