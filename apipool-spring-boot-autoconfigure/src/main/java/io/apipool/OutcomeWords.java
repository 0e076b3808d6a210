package io.apipool;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The words of outcomes: with numbers for those who count them, and back to outcomes for
 * those who are configured with them. Internal.
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

	/**
	 * Makes the outcome of a call that was no success.
	 * @param word the outcome's word; any other is a request error
	 * @param until when the provider takes calls again, or null if it did not say
	 * @param cause what was thrown
	 * @return the outcome, without a reason
	 */
	public static CallOutcome outcome(String word, @Nullable Instant until, Throwable cause) {
		return switch (word) {
			case "throttled" -> new CallOutcome.Throttled(until, until != null);
			case "quota-exhausted" -> new CallOutcome.QuotaExhausted(until);
			case "out-of-credit" -> new CallOutcome.OutOfCredit(null);
			case "key-rejected" -> new CallOutcome.KeyRejected(null);
			case "overloaded" -> new CallOutcome.Overloaded(until);
			case "failed" -> new CallOutcome.Failed(cause);
			case "cancelled" -> new CallOutcome.Cancelled();
			default -> new CallOutcome.RequestError(cause);
		};
	}

}
