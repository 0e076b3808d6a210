package io.apipool.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the exceptions of Spring's clients mean where nothing is known of the
 * provider.
 */
class ClientExceptionTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private static final List<OutcomeClassifier> CLASSIFIERS = HttpClassifiers.present(new ManualTimekeeper(NOW),
			ClientExceptionTests.class.getClassLoader());

	static Stream<Thrower> clients() {
		return Stream.of(
				(status, headers, body) -> HttpClientErrorException.create(status, "", headers,
						body.getBytes(StandardCharsets.UTF_8), null),
				(status, headers, body) -> WebClientResponseException.create(status, "", headers,
						body.getBytes(StandardCharsets.UTF_8), null, null));
	}

	private static CallOutcome classify(Throwable thrown) {
		return CLASSIFIERS.stream()
			.flatMap((each) -> Stream.ofNullable(each.classify(thrown)))
			.findFirst()
			.orElseThrow();
	}

	private static CallOutcome throttledFor(int seconds) {
		return new CallOutcome.Throttled(NOW.plusSeconds(seconds), true);
	}

	@ParameterizedTest
	@MethodSource("clients")
	void aThrottleTellsWhenByHeadersOrBody(Thrower client) {
		HttpStatus status = HttpStatus.TOO_MANY_REQUESTS;
		HttpHeaders millis = new HttpHeaders();
		millis.add("retry-after-ms", "2000");
		assertThat(classify(client.thrown(status, millis, ""))).isEqualTo(throttledFor(2));
		HttpHeaders standard = new HttpHeaders();
		standard.add("RateLimit", "\"default\";r=0;t=30");
		assertThat(classify(client.thrown(status, standard, ""))).isEqualTo(throttledFor(30));
		HttpHeaders customary = new HttpHeaders();
		customary.add("X-RateLimit-Remaining", "0");
		customary.add("X-RateLimit-Reset", String.valueOf(NOW.getEpochSecond() + 45));
		assertThat(classify(client.thrown(status, customary, ""))).isEqualTo(throttledFor(45));
		assertThat(classify(client.thrown(status, new HttpHeaders(), "{\"message\":\"try again in 7s\"}")))
			.isEqualTo(throttledFor(7));
		assertThat(classify(client.thrown(status, new HttpHeaders(), "")))
			.isEqualTo(new CallOutcome.Throttled(null, false));
	}

	@ParameterizedTest
	@MethodSource("clients")
	void theCauseOfARequestErrorIsWhatWasThrown(Thrower client) {
		Throwable thrown = client.thrown(HttpStatus.FORBIDDEN, new HttpHeaders(), "{}");
		assertThat(classify(thrown)).isEqualTo(new CallOutcome.RequestError(thrown));
	}

	/**
	 * Throws as a client does.
	 */
	interface Thrower {

		Throwable thrown(HttpStatus status, HttpHeaders headers, String body);

	}

}
