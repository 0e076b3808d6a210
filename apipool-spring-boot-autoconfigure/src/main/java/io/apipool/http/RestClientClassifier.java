package io.apipool.http;

import java.time.Instant;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import io.apipool.provider.RetryAfter;
import io.apipool.provider.StatusRules;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Classifies what {@code RestClient} and {@code RestTemplate} throw.
 */
final class RestClientClassifier implements OutcomeClassifier {

	private final Timekeeper timekeeper;

	RestClientClassifier(Timekeeper timekeeper) {
		this.timekeeper = timekeeper;
	}

	@Override
	public @Nullable CallOutcome classify(Throwable thrown) {
		if (thrown instanceof RestClientResponseException answered) {
			HttpHeaders headers = answered.getResponseHeaders();
			String after = (headers != null) ? headers.getFirst(HttpHeaders.RETRY_AFTER) : null;
			Instant until = RetryAfter.parse(after, this.timekeeper.instant());
			return StatusRules.outcome(answered.getStatusCode().value(), until, thrown);
		}
		return (thrown instanceof ResourceAccessException && thrown.getCause() == null) ? new CallOutcome.Failed(thrown)
				: null;
	}

}
