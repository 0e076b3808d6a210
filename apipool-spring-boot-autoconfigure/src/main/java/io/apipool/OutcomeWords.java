package io.apipool;

import java.util.List;

/**
 * The outcomes by number, for those who count them. Internal.
 */
public final class OutcomeWords {

	/** The number of success. */
	public static final int SUCCEEDED = 0;

	/** The words, by number. */
	public static final List<String> ALL = List.of("succeeded", "throttled", "quota-exhausted", "out-of-credit",
			"key-rejected", "overloaded", "failed", "request-error", "cancelled");

	private OutcomeWords() {
	}

	/**
	 * Returns the number of an outcome.
	 * @param outcome the outcome
	 * @return its place among all words
	 */
	public static int index(CallOutcome outcome) {
		return (outcome instanceof CallOutcome.Succeeded) ? SUCCEEDED : ALL.indexOf(outcome.word());
	}

}
