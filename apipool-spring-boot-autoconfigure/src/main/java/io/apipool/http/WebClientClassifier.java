package io.apipool.http;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import io.apipool.provider.AnswerReader;
import org.jspecify.annotations.Nullable;

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
			return AnswerReader.ofUnknown()
				.read(answered.getStatusCode().value(), answered.getHeaders()::getOrEmpty,
						answered.getResponseBodyAsByteArray(), this.timekeeper.instant(), thrown)
				.outcome();
		}
		return (thrown instanceof WebClientRequestException) ? new CallOutcome.Failed(thrown) : null;
	}

}
