package io.apipool.aop;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * When a call has ended, by what its method returns. Types that may be missing are known
 * by their names.
 */
enum ReturnKind {

	/** When the method returns. */
	VALUE,

	/** When the stage ends. */
	STAGE,

	/** With the value of a {@code Mono}. */
	MONO,

	/** With the last element of a {@code Flux}. */
	FLUX,

	/** When the stream was read to its end or is closed. */
	STREAM;

	static ReturnKind of(Method method) {
		Class<?> type = method.getReturnType();
		refuseCoroutines(method);
		return switch (type.getName()) {
			case "reactor.core.publisher.Mono" -> MONO;
			case "reactor.core.publisher.Flux", "org.reactivestreams.Publisher" -> FLUX;
			default -> present(type);
		};
	}

	private static ReturnKind present(Class<?> type) {
		if (HeldStreams.isStream(type)) {
			return STREAM;
		}
		return (type == CompletionStage.class || type == CompletableFuture.class) ? STAGE : VALUE;
	}

	private static void refuseCoroutines(Method method) {
		Class<?>[] parameters = method.getParameterTypes();
		boolean suspends = parameters.length > 0
				&& parameters[parameters.length - 1].getName().equals("kotlin.coroutines.Continuation");
		if (suspends || method.getReturnType().getName().equals("kotlinx.coroutines.flow.Flow")) {
			throw new MistakeException("it is a Kotlin coroutine, which is not available in this version",
					"Return a value, a CompletableFuture, a Mono or a Flux.");
		}
	}

}
