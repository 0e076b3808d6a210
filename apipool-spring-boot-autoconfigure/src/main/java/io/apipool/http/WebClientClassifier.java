package io.apipool.http;

import java.time.Instant;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import io.apipool.provider.RetryAfter;
import io.apipool.provider.StatusRules;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * Classifies what {@code WebClient} throws.
 */
final class WebClientClassifier implements OutcomeClassifier {

	private final Timekeeper timekeeper;

	WebClientClassifier(Timekeeper timekeeper) {
		this.timekeeper = timekeeper;
	}

	@Override
	public @Nullable CallOutcome classify(Throwable thrown) {
		if (thrown instanceof WebClientResponseException answered) {
			String after = answered.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
			Instant until = RetryAfter.parse(after, this.timekeeper.instant());
			return StatusRules.outcome(answered.getStatusCode().value(), until, thrown);
		}
		return (thrown instanceof WebClientRequestException) ? new CallOutcome.Failed(thrown) : null;
	}

}
