package io.apipool.provider;

import java.time.Instant;

import io.apipool.CallOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a status means where nothing is known of the vendor. Internal.
 */
public final class StatusRules {

	private StatusRules() {
	}

	/**
	 * Classifies a status.
	 * @param status the HTTP status
	 * @param until when the provider takes calls again, or null if it did not say
	 * @param cause what was thrown
	 * @return the outcome, or null for a status that is no error
	 */
	public static @Nullable CallOutcome outcome(int status, @Nullable Instant until, Throwable cause) {
		return switch (status) {
			case 429 -> new CallOutcome.Throttled(until, until != null);
			case 401 -> new CallOutcome.KeyRejected(null);
			case 402 -> new CallOutcome.OutOfCredit(null);
			case 408 -> new CallOutcome.Failed(cause);
			case 503, 529 -> new CallOutcome.Overloaded(until);
			default -> byClass(status, cause);
		};
	}

	private static @Nullable CallOutcome byClass(int status, Throwable cause) {
		if (status >= 500 && status < 600) {
			return new CallOutcome.Failed(cause);
		}
		return (status >= 400 && status < 500) ? new CallOutcome.RequestError(cause) : null;
	}

}
