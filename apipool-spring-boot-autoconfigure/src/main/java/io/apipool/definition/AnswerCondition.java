package io.apipool.definition;

import java.util.List;
import java.util.Locale;

/**
 * A header or a field of the body has one of several values.
 *
 * @param place the header's name, or the path of the field with the names of arrays but
 * not their indexes, as {@code error.details.reason}, {@code *} for any text; or
 * {@link #TEXT}: the body as it is
 * @param patterns the values in lower case, {@code *} for any text
 */
public record AnswerCondition(String place, List<String> patterns) {

	/** The body as it is, where it is no JSON. */
	public static final String TEXT = "$";

	public AnswerCondition {
		patterns = List.copyOf(patterns);
	}

	/**
	 * Tells whether a field of the body is meant.
	 * @param path the field's path
	 * @return whether it is
	 */
	public boolean isAt(String path) {
		return Wildcards.matches(this.place, path);
	}

	/**
	 * Tells whether a value is one of those asked for, in any case.
	 * @param value the value
	 * @return whether it is
	 */
	public boolean matches(String value) {
		String lower = value.toLowerCase(Locale.ROOT);
		return this.patterns.stream().anyMatch((pattern) -> Wildcards.matches(pattern, lower));
	}

}
