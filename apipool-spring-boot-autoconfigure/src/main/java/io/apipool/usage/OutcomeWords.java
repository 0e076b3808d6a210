package io.apipool.usage;

import java.util.List;

import io.apipool.CallOutcome;

/**
 * The outcomes by number.
 */
final class OutcomeWords {

	/** The number of success. */
	static final int SUCCEEDED = 0;

	/** The words, by number. */
	static final List<String> ALL = List.of("succeeded", "throttled", "quota-exhausted", "out-of-credit",
			"key-rejected", "overloaded", "failed", "request-error", "cancelled");

	private OutcomeWords() {
	}

	static int index(CallOutcome outcome) {
		return (outcome instanceof CallOutcome.Succeeded) ? SUCCEEDED : ALL.indexOf(outcome.word());
	}

}
