package io.apipool.http;

import io.apipool.pool.AnswerStandIn;

import org.springframework.http.client.ClientHttpResponse;

/**
 * Carries an answer that was no success through the engine, to be handed to the caller
 * where no other key gets a better one. Nobody but this room sees it.
 */
final class AnsweredException extends AnswerStandIn {

	private final transient ClientHttpResponse response;

	AnsweredException(String message, int status, ClientHttpResponse response) {
		super(message, status);
		this.response = response;
	}

	ClientHttpResponse response() {
		return this.response;
	}

}
