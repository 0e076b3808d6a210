package io.apipool.pool;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import io.apipool.provider.AnswerReader;
import io.apipool.provider.StatusRules;
import org.jspecify.annotations.Nullable;

/**
 * Any exception that tells its HTTP status by a public {@code statusCode()},
 * {@code getStatusCode()} or {@code status()}, as those of most vendors' clients do, and
 * maybe its headers by {@code headers()} or {@code getHeaders()}.
 */
final class StatusExceptions implements OutcomeClassifier {

	private static final ClassValue<Accessors> ACCESSORS = new ClassValue<>() {

		@Override
		protected Accessors computeValue(Class<?> type) {
			return new Accessors(findAny(type, "statusCode", "getStatusCode", "status"),
					findAny(type, "headers", "getHeaders", "getResponseHeaders"));
		}

	};

	private final Timekeeper timekeeper;

	StatusExceptions(Timekeeper timekeeper) {
		this.timekeeper = timekeeper;
	}

	@Override
	public @Nullable CallOutcome classify(Throwable thrown) {
		int status = statusOf(thrown);
		return (status > 0) ? StatusRules.outcome(status, retryAfter(thrown, this.timekeeper.instant()), thrown) : null;
	}

	/**
	 * Returns the status that an exception or one of its causes tells.
	 * @return the status, or -1
	 */
	static int status(Throwable thrown) {
		return causes(thrown).mapToInt(StatusExceptions::statusOf)
			.filter((status) -> status > 0)
			.findFirst()
			.orElse(-1);
	}

	/**
	 * Returns when an exception or one of its causes says that calls are taken again.
	 */
	static @Nullable Instant retryAt(Throwable thrown, Instant now) {
		return causes(thrown).flatMap((cause) -> Stream.ofNullable(retryAfter(cause, now))).findFirst().orElse(null);
	}

	private static Stream<Throwable> causes(Throwable thrown) {
		return Stream.<Throwable>iterate(thrown, (cause) -> cause != null, Throwable::getCause).limit(5);
	}

	private static int statusOf(Throwable thrown) {
		return number(invoke(ACCESSORS.get(thrown.getClass()).status(), thrown));
	}

	private static int number(@Nullable Object status) {
		Object value = (status == null || status instanceof Number) ? status
				: invoke(find(status.getClass(), "value"), status);
		return (value instanceof Number number) ? number.intValue() : -1;
	}

	private static @Nullable Instant retryAfter(Throwable thrown, Instant now) {
		Object headers = invoke(ACCESSORS.get(thrown.getClass()).headers(), thrown);
		return (headers != null)
				? AnswerReader.ofUnknown().retryAt((name) -> Stream.ofNullable(header(headers, name)).toList(), now)
				: null;
	}

	private static @Nullable String header(Object headers, String wanted) {
		if (headers instanceof Map<?, ?> map) {
			return map.entrySet()
				.stream()
				.filter((entry) -> wanted.equalsIgnoreCase(String.valueOf(entry.getKey())))
				.flatMap((entry) -> Stream.ofNullable(first(entry.getValue())))
				.findFirst()
				.orElse(null);
		}
		for (String name : List.of("firstValue", "getFirst", "get", "values", "header")) {
			Object value = invoke(find(headers.getClass(), name, String.class), headers, wanted);
			String first = first(value);
			if (first != null) {
				return first;
			}
		}
		return null;
	}

	private static @Nullable String first(@Nullable Object value) {
		if (value instanceof Optional<?> optional) {
			return first(optional.orElse(null));
		}
		if (value instanceof Collection<?> values) {
			return values.isEmpty() ? null : first(values.iterator().next());
		}
		return (value != null) ? value.toString() : null;
	}

	private static @Nullable Method findAny(Class<?> type, String... names) {
		return Stream.of(names).flatMap((name) -> Stream.ofNullable(find(type, name))).findFirst().orElse(null);
	}

	private static @Nullable Method find(Class<?> type, String name, Class<?>... parameters) {
		try {
			Method method = type.getMethod(name, parameters);
			boolean usable = Modifier.isPublic(method.getDeclaringClass().getModifiers()) || method.trySetAccessible();
			return usable ? method : null;
		}
		catch (NoSuchMethodException | RuntimeException ex) {
			return null;
		}
	}

	private static @Nullable Object invoke(@Nullable Method method, Object target, Object... arguments) {
		try {
			return (method != null) ? method.invoke(target, arguments) : null;
		}
		catch (IllegalAccessException | InvocationTargetException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * How a class of exceptions tells its status and headers.
	 */
	private record Accessors(@Nullable Method status, @Nullable Method headers) {
	}

}
