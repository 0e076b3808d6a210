package io.apipool.http;

import io.apipool.CallOutcome;
import io.apipool.pool.AnswerStandIn;

/**
 * Carries an answer that was no success through the engine, to be handed to the caller
 * where no other key gets a better one. Nobody but this room sees it.
 */
final class WebAnsweredException extends AnswerStandIn {

	private final transient HandedAnswer answer;

	WebAnsweredException(String pool, CallOutcome outcome, HandedAnswer answer) {
		super(pool + ": the provider answered with status " + answer.response().statusCode().value() + " ("
				+ outcome.word() + ")", answer.response().statusCode().value());
		this.answer = answer;
	}

	HandedAnswer answer() {
		return this.answer;
	}

}
