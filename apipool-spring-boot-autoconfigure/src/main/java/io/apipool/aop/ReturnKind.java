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
	STREAM,

	/** With the result of a Kotlin function that suspends. */
	SUSPEND,

	/** With the last element of the flow that such a function returns. */
	SUSPEND_FLOW,

	/** With the last element of a Kotlin flow. */
	FLOW;

	/**
	 * Returns a method's kind.
	 * @throws MistakeException if what the method needs is not on the class path
	 */
	static ReturnKind of(Method method, Suspending suspending) {
		if (suspending.suspends(method)) {
			return suspending.returnsFlow(method) ? SUSPEND_FLOW : SUSPEND;
		}
		Class<?> type = method.getReturnType();
		return switch (type.getName()) {
			case "reactor.core.publisher.Mono" -> MONO;
			case "reactor.core.publisher.Flux", "org.reactivestreams.Publisher" -> FLUX;
			case Suspending.FLOW -> suspending.flow();
			default -> present(type);
		};
	}

	/** Whether the method's last argument is the continuation of its caller. */
	boolean suspends() {
		return this == SUSPEND || this == SUSPEND_FLOW;
	}

	private static ReturnKind present(Class<?> type) {
		if (HeldStreams.isStream(type)) {
			return STREAM;
		}
		return (type == CompletionStage.class || type == CompletableFuture.class) ? STAGE : VALUE;
	}

}
