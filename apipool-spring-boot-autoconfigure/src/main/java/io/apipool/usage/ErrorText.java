package io.apipool.usage;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.apipool.ApiKey;
import io.apipool.definition.SecretForms;

/**
 * What went wrong, in words that may be kept: without the key's secret in any of the
 * forms in which clients print it, without what stands in the place of a secret in an
 * address or a header, and not too long.
 */
final class ErrorText {

	private static final int MAX_LENGTH = 1000;

	private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(secret|token|password|credential|key).*");

	private static final Pattern SECRET_PLACE = Pattern
		.compile("(?i)((?:[?&](?:[a-z0-9_.-]*(?:key|token|secret|password"
				+ "|signature)|auth|sig)=)|(?:\\b(?:bearer|basic)\\s+))[^\\s&\"'<>]+");

	private ErrorText() {
	}

	static String of(Throwable thrown, ApiKey key) {
		return of(text(thrown), key);
	}

	static String of(String text, ApiKey key) {
		String shown = text;
		for (String secret : secrets(key)) {
			shown = SecretForms.hide(secret, shown);
		}
		return withoutPlaces(shown);
	}

	/**
	 * Describes what has nothing to do with a key.
	 */
	static String of(Throwable thrown) {
		return withoutPlaces(text(thrown));
	}

	/**
	 * Returns a text without what stands where secrets stand, and not too long.
	 */
	static String withoutPlaces(String text) {
		return PlainText.cut(SECRET_PLACE.matcher(text).replaceAll("$1***"), MAX_LENGTH);
	}

	private static String text(Throwable thrown) {
		return thrown.getClass().getName() + message(thrown);
	}

	private static String message(Throwable thrown) {
		try {
			String message = thrown.getMessage();
			return (message != null) ? ": " + message : "";
		}
		catch (RuntimeException ex) {
			return "";
		}
	}

	private static List<String> secrets(ApiKey key) {
		Stream<String> others = key.metadata()
			.entrySet()
			.stream()
			.filter((entry) -> SECRET_NAME.matcher(entry.getKey()).matches())
			.map((entry) -> entry.getValue());
		return Stream.concat(Stream.of(key.value()), others).toList();
	}

}
