package io.apipool.client;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * When the call that ends a chain has ended, by what it returns. Types that may be
 * missing are known by their names.
 */
enum Ending {

	/** When it returns. */
	VALUE,

	/** When the stage ends. */
	STAGE,

	/** With the value of a {@code Mono}. */
	MONO,

	/** With the last element of a {@code Flux}. */
	FLUX;

	static Ending of(Method method) {
		Class<?> type = method.getReturnType();
		refuseCoroutines(method, type);
		return switch (type.getName()) {
			case "reactor.core.publisher.Mono" -> MONO;
			case "reactor.core.publisher.Flux", "org.reactivestreams.Publisher" -> FLUX;
			default -> (type == CompletionStage.class || type == CompletableFuture.class) ? STAGE : VALUE;
		};
	}

	private static void refuseCoroutines(Method method, Class<?> type) {
		boolean suspends = Arrays.stream(method.getParameterTypes())
			.anyMatch((parameter) -> parameter.getName().equals("kotlin.coroutines.Continuation"));
		if (suspends || type.getName().equals("kotlinx.coroutines.flow.Flow")) {
			throw new UnsupportedOperationException(method.getDeclaringClass().getSimpleName() + "." + method.getName()
					+ " is a coroutine: a rotating client cannot tell when it ends. Call it from a method annotated"
					+ " @PooledApiCall, with the client as its @PooledKey parameter");
		}
	}

}
