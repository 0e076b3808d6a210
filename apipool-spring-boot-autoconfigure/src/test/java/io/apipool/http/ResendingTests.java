package io.apipool.http;

import java.time.Instant;

import io.apipool.CallOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which request may be sent again after an answer.
 */
class ResendingTests {

	private static final Instant THEN = Instant.parse("2026-11-22T12:00:00Z");

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "PUT", "DELETE", "POST", "PATCH" })
	void whereTheProviderDidNothingAnyMethodIsSentAgain(String method) {
		assertThat(Resending.isAllowed(method, true, new CallOutcome.Throttled(null, false))).isTrue();
		assertThat(Resending.isAllowed(method, true, new CallOutcome.QuotaExhausted(null))).isTrue();
		assertThat(Resending.isAllowed(method, true, new CallOutcome.OutOfCredit(null))).isTrue();
		assertThat(Resending.isAllowed(method, true, new CallOutcome.KeyRejected(null))).isTrue();
		assertThat(Resending.isAllowed(method, true, new CallOutcome.Overloaded(THEN))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void aBodyThatCanBeReadOnceOnlyIsNeverSentTwice(String method) {
		assertThat(Resending.isAllowed(method, false, new CallOutcome.Throttled(null, false))).isFalse();
		assertThat(Resending.isAllowed(method, false, new CallOutcome.KeyRejected(null))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PATCH" })
	void anOverloadThatSaysNothingMayHaveDoneSomething(String method) {
		assertThat(Resending.isAllowed(method, true, new CallOutcome.Overloaded(null))).isFalse();
		assertThat(Resending.isAllowed("PUT", true, new CallOutcome.Overloaded(null))).isTrue();
	}

}
