package io.apipool.http;

import java.io.IOException;
import java.util.Objects;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.definition.ProviderDefinition;
import io.apipool.provider.Answer;
import io.apipool.provider.TokenReader;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A response whose meaning is known.
 *
 * @param response the response
 * @param read what was read of its body, where that was needed
 * @param answer what it means
 * @param provider who answered
 */
record ReceivedAnswer(ClientHttpResponse response, @Nullable ReadAhead read, Answer answer,
		ProviderDefinition provider) {

	/**
	 * Returns a good answer for the caller: its lease ends when its body does.
	 */
	ClientHttpResponse passing(KeyLease lease, HttpPool pool) {
		TokenReader tokens = TokenReader.of(this.provider,
				this.response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
		Redaction redaction = Redaction.of(lease.key().value());
		LeasedAnswer answer = new LeasedAnswer(lease, tokens, pool);
		ReadAhead before = this.read;
		return new PassingResponse(this.response,
				() -> new PassingBody((before != null) ? before.whole() : this.response.getBody(), answer, redaction),
				answer::ended);
	}

	/**
	 * Returns any other answer, whole. Where it repeats the key, that is starred out.
	 */
	AnsweredException refusal(KeyLease lease, String pool) throws IOException {
		ReadAhead shown = (this.read != null) ? this.read.redacted(Redaction.of(lease.key().value())) : null;
		CallOutcome outcome = Objects.requireNonNull(this.answer.outcome());
		int status = this.response.getStatusCode().value();
		return new AnsweredException(
				pool + ": the provider answered with status " + status + " (" + outcome.word() + ")", status,
				new PassingResponse(this.response, (shown != null) ? shown::whole : this.response::getBody, () -> {
				}));
	}

}
