package io.apipool.http;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import io.apipool.provider.AnswerHeaders;
import io.apipool.provider.AnswerReader;
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
			return AnswerReader.ofUnknown()
				.read(answered.getStatusCode().value(), (headers != null) ? headers::getOrEmpty : AnswerHeaders.NONE,
						answered.getResponseBodyAsByteArray(), this.timekeeper.instant(), thrown)
				.outcome();
		}
		return (thrown instanceof ResourceAccessException && thrown.getCause() == null) ? new CallOutcome.Failed(thrown)
				: null;
	}

}
