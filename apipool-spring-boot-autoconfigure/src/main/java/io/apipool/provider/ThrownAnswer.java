package io.apipool.provider;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What an exception tells of the answer that it stands for: its HTTP status, by a public
 * {@code statusCode()}, {@code getStatusCode()} or {@code status()}, as those of most
 * vendors' clients do, and maybe its headers, by {@code headers()} or
 * {@code getHeaders()}. Internal.
 */
public final class ThrownAnswer {

	private static final int DEEPEST = 5;

	private ThrownAnswer() {
	}

	/**
	 * Returns the status that an exception tells.
	 * @param thrown the exception, whose causes are not asked
	 * @return the status, or 0
	 */
	public static int ownStatus(Throwable thrown) {
		Object told = Accessors.of(thrown).status(thrown);
		Object value = (told == null || told instanceof Number) ? told : Accessors.of(told).value(told);
		int status = (value instanceof Number number) ? number.intValue() : 0;
		return (status >= 100 && status < 1000) ? status : 0;
	}

	/**
	 * Returns the status that an exception or one of its causes tells.
	 * @param thrown the exception
	 * @return the status, or 0
	 */
	public static int status(Throwable thrown) {
		return causes(thrown).mapToInt(ThrownAnswer::ownStatus).filter((status) -> status > 0).findFirst().orElse(0);
	}

	/**
	 * Returns when an exception says that calls are taken again.
	 * @param thrown the exception, whose causes are not asked
	 * @param now the wall clock's time
	 * @return the instant, or null
	 */
	public static @Nullable Instant ownRetryAt(Throwable thrown, Instant now) {
		Object headers = Accessors.of(thrown).headers(thrown);
		return (headers != null)
				? AnswerReader.ofUnknown().retryAt((name) -> Stream.ofNullable(header(headers, name)).toList(), now)
				: null;
	}

	/**
	 * Returns when an exception or one of its causes says that calls are taken again.
	 * @param thrown the exception
	 * @param now the wall clock's time
	 * @return the instant, or null
	 */
	public static @Nullable Instant retryAt(Throwable thrown, Instant now) {
		return causes(thrown).flatMap((cause) -> Stream.ofNullable(ownRetryAt(cause, now))).findFirst().orElse(null);
	}

	private static Stream<Throwable> causes(Throwable thrown) {
		return Stream.<Throwable>iterate(thrown, (cause) -> cause != null, Throwable::getCause).limit(DEEPEST);
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
			Object value = Accessors.get(headers, name, wanted);
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

}
