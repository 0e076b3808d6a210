package io.apipool.aop;

import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.RateLimited;
import org.jspecify.annotations.Nullable;

/**
 * Reads the annotations of a method into what is to be done around it, and refuses what
 * cannot work.
 */
final class SpecReader {

	private final ExpressionScope scope;

	private final ClientParameters clients;

	private final Suspending suspending;

	SpecReader(ExpressionScope scope, ClientParameters clients, Suspending suspending) {
		this.scope = scope;
		this.clients = clients;
		this.suspending = suspending;
	}

	/**
	 * Reads one method.
	 * @throws MistakeException with what is wrong
	 */
	MethodSpec read(MethodAnnotations annotations) {
		String place = annotations.place();
		MethodRules.check(annotations);
		ReturnKind kind = ReturnKind.of(annotations.method(), this.suspending);
		TextReader texts = new TextReader(new Variables(annotations.method(), place), this.scope);
		PooledApiCall pooled = annotations.pooled();
		RateLimited limited = annotations.limited();
		return new MethodSpec(place, kind, (pooled != null) ? call(pooled, annotations, texts) : null,
				limit(limited, annotations, texts));
	}

	private MethodSpec.CallSpec call(PooledApiCall call, MethodAnnotations annotations, TextReader texts) {
		if (call.pool().isBlank()) {
			throw new MistakeException("@PooledApiCall names no pool", "Write it as @PooledApiCall(\"gemini\").");
		}
		String operation = call.operation().isEmpty() ? annotations.place() : call.operation();
		return new MethodSpec.CallSpec(call.pool(), RequestReader.read(call, operation, texts),
				UsageSpec.read(call, annotations.place(), texts),
				KeyParameters.of(annotations.method(), (parameter) -> this.clients.of(parameter, call.pool())));
	}

	private static @Nullable LimitSpec limit(@Nullable RateLimited limited, MethodAnnotations annotations,
			TextReader texts) {
		return (limited != null) ? LimitSpec.read(limited, annotations.limitedAt(), annotations.place(), texts) : null;
	}

}
