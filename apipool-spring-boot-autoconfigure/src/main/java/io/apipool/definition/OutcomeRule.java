package io.apipool.definition;

import java.util.List;

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
public record OutcomeRule(List<Integer> statuses, List<AnswerCondition> headers, List<AnswerCondition> body,
		String outcome, String until) {

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

}
