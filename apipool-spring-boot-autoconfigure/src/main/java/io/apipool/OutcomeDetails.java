package io.apipool;

import org.jspecify.annotations.Nullable;

/**
 * What an outcome has to say beside its word. It may hold a secret still. Internal.
 */
public final class OutcomeDetails {

	private OutcomeDetails() {
	}

	/**
	 * Returns what went wrong.
	 * @param outcome the outcome
	 * @return the exception, or null where there was none
	 */
	public static @Nullable Throwable cause(CallOutcome outcome) {
		if (outcome instanceof CallOutcome.Failed failed) {
			return failed.cause();
		}
		return (outcome instanceof CallOutcome.RequestError error) ? error.cause() : null;
	}

	/**
	 * Returns why the provider did nothing.
	 * @param outcome the outcome
	 * @return the reason of a rejected key or of missing credit, or null
	 */
	public static @Nullable String reason(CallOutcome outcome) {
		if (outcome instanceof CallOutcome.KeyRejected rejected) {
			return rejected.reason();
		}
		return (outcome instanceof CallOutcome.OutOfCredit credit) ? credit.reason() : null;
	}

}
