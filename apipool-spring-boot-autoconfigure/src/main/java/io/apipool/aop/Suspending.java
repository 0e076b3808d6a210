package io.apipool.aop;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;

/**
 * What the methods of Kotlin classes are, and whether what they need is there. Spring's
 * proxies hand a suspending function on as a {@code Mono}, and one that returns a flow as
 * a {@code Flux}; without kotlinx-coroutines-reactor they do not, and the call would end
 * before the function has run.
 */
final class Suspending {

	static final String FLOW = "kotlinx.coroutines.flow.Flow";

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private static final List<String> ENDS_LATER = List.of("reactor.core.publisher.Mono", "reactor.core.publisher.Flux",
			"org.reactivestreams.Publisher", "java.util.concurrent.CompletionStage",
			"java.util.concurrent.CompletableFuture");

	private final @Nullable ClassLoader classes;

	Suspending(@Nullable ClassLoader classes) {
		this.classes = classes;
	}

	/** How many arguments a method has, without the continuation of its caller. */
	static int arguments(Method method) {
		return method.getParameterCount() - (hasContinuation(method) ? 1 : 0);
	}

	boolean suspends(Method method) {
		if (!hasContinuation(method)) {
			return false;
		}
		need("kotlinx.coroutines.reactor.MonoKt", "kotlinx-coroutines-reactor");
		need("kotlin.reflect.full.KClasses", "kotlin-reflect");
		if (!KotlinDetector.isKotlinType(method.getDeclaringClass())) {
			throw new MistakeException("it takes a Kotlin continuation but is no suspending function",
					"Write it in Kotlin, or return a CompletableFuture, a Mono or a Flux.");
		}
		return true;
	}

	boolean returnsFlow(Method method) {
		Class<?> type = new MethodParameter(method, -1).getParameterType();
		if (ENDS_LATER.contains(type.getName()) || HeldStreams.isStream(type)) {
			throw new MistakeException("it suspends and returns a " + type.getSimpleName(),
					"The key would be given back before that has ended: return the value itself or a Flow.");
		}
		return type.getName().equals(FLOW);
	}

	ReturnKind flow() {
		need("kotlinx.coroutines.reactor.MonoKt", "kotlinx-coroutines-reactor");
		return ReturnKind.FLOW;
	}

	private static boolean hasContinuation(Method method) {
		Class<?>[] parameters = method.getParameterTypes();
		return parameters.length > 0 && parameters[parameters.length - 1].getName().equals(CONTINUATION);
	}

	private void need(String type, String artifact) {
		if (!ClassUtils.isPresent(type, this.classes)) {
			throw new MistakeException("it is a Kotlin coroutine, and " + artifact + " is not on the class path",
					"Add " + artifact + ", or return a value, a CompletableFuture, a Mono or a Flux.");
		}
	}

}
