package io.apipool.pool;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import io.apipool.provider.StatusRules;
import io.apipool.provider.ThrownAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Any exception that tells its HTTP status, as those of most vendors' clients do.
 */
final class StatusExceptions implements OutcomeClassifier {

	private final Timekeeper timekeeper;

	StatusExceptions(Timekeeper timekeeper) {
		this.timekeeper = timekeeper;
	}

	@Override
	public @Nullable CallOutcome classify(Throwable thrown) {
		int status = ThrownAnswer.ownStatus(thrown);
		return (status > 0)
				? StatusRules.outcome(status, ThrownAnswer.ownRetryAt(thrown, this.timekeeper.instant()), thrown)
				: null;
	}

}
