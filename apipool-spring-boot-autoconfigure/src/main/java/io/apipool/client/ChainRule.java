package io.apipool.client;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Tells which methods end a chain, and which only lead to the next part of a client.
 */
final class ChainRule {

	private static final List<String> LANGUAGES = List.of("java.", "javax.", "jakarta.", "kotlin.", "kotlinx.");

	private static final List<String> DATA = List.of("com.fasterxml.jackson.", "tools.jackson.", "com.google.gson.",
			"jakarta.json.", "jakarta.xml.", "javax.xml.", "kotlinx.serialization.");

	private final @Nullable Predicate<Method> said;

	ChainRule(@Nullable Predicate<Method> said) {
		this.said = said;
	}

	/**
	 * Tells whether a method takes a key.
	 * @param result its return type, as far as it is known
	 */
	boolean ends(Method method, Class<?> result) {
		if (result.isPrimitive() || result.isArray() || isOf(LANGUAGES, result.getName())) {
			return true;
		}
		return (this.said != null) ? this.said.test(method) : !leadsOn(result);
	}

	private static boolean leadsOn(Class<?> result) {
		return result.isInterface() && !result.isSealed() && !isValue(result) && !isData(result);
	}

	private static boolean isValue(Class<?> result) {
		return Stream.of(CompletionStage.class, Iterable.class, Map.class, AutoCloseable.class)
			.anyMatch((type) -> type.isAssignableFrom(result)) || isPublisher(result);
	}

	private static boolean isPublisher(Class<?> type) {
		return type.getName().equals("org.reactivestreams.Publisher")
				|| Arrays.stream(type.getInterfaces()).anyMatch(ChainRule::isPublisher);
	}

	private static boolean isData(Class<?> type) {
		return Stream.concat(Stream.of(type), Arrays.stream(type.getMethods()))
			.map(AnnotatedElement::getAnnotations)
			.flatMap(Arrays::stream)
			.map(Annotation::annotationType)
			.anyMatch((annotation) -> isOf(DATA, annotation.getName()));
	}

	private static boolean isOf(List<String> packages, String name) {
		return packages.stream().anyMatch(name::startsWith);
	}

}
