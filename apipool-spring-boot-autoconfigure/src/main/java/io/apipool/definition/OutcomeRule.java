package io.apipool.definition;

import java.util.List;
import java.util.Locale;

/**
 * What an answer means. All conditions must hold.
 *
 * @param statuses the statuses; none: every error
 * @param headers conditions on headers
 * @param body conditions on fields of the body
 * @param outcome the word of the outcome, as {@code out-of-credit}
 * @param until when calls are taken again: {@code announced}, or the later of that and
 * the next {@code day} or {@code month} of the provider's reset zone
 */
public record OutcomeRule(List<Integer> statuses, List<Condition> headers, List<Condition> body, String outcome,
		String until) {

	/** Calls are taken again when the answer says. */
	public static final String ANNOUNCED = "announced";

	/** Calls are taken again when the next day begins, or later if the answer says. */
	public static final String DAY = "day";

	/** Calls are taken again when the next month begins, or later if the answer says. */
	public static final String MONTH = "month";

	/** Which times a rule may name. */
	static final List<String> UNTIL = List.of(ANNOUNCED, DAY, MONTH);

	public OutcomeRule {
		statuses = List.copyOf(statuses);
		headers = List.copyOf(headers);
		body = List.copyOf(body);
	}

	/**
	 * Tells whether the rule is for a status.
	 * @param status the HTTP status
	 * @return whether it is
	 */
	public boolean covers(int status) {
		return this.statuses.isEmpty() ? status >= 400 : this.statuses.contains(status);
	}

	/**
	 * A header or a field of the body has one of several values.
	 *
	 * @param place the header's name, or the path of the field with the names of arrays
	 * but not their indexes, as {@code error.details.reason}, {@code *} for any text; or
	 * {@link #TEXT}: the body as it is
	 * @param patterns the values in lower case, {@code *} for any text
	 */
	public record Condition(String place, List<String> patterns) {

		/** The body as it is, where it is no JSON. */
		public static final String TEXT = "$";

		public Condition {
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

}
