package io.apipool.pool;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.apipool.CallOutcome;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exceptions of vendors' clients, by the shapes in which they tell status and headers.
 */
class StatusExceptionsTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private final StatusExceptions classifier = new StatusExceptions(new ManualTimekeeper(NOW));

	static Stream<Exception> shapes() {
		org.springframework.http.HttpHeaders spring = new org.springframework.http.HttpHeaders();
		spring.add("retry-after", "30");
		return Stream.of(new GetterException(429, Map.of("retry-after", List.of("30"))),
				new GetterException(429, Map.of("Retry-After", "30")),
				new GetterException(429, HttpHeaders.of(Map.of("Retry-After", List.of("30", "40")), (n, v) -> true)),
				new GetterException(429, spring), new GetterException(429, new GetHeaders()),
				new GetterException(429, new ValuesHeaders()), new SpringLikeException(spring),
				new RecordLikeException());
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void statusAndRetryAfterAreReadFromManyShapes(Exception thrown) {
		assertThat(this.classifier.classify(thrown)).isEqualTo(new CallOutcome.Throttled(NOW.plusSeconds(30), true));
	}

	@Test
	void otherHeadersThatTellWhenAreReadToo() {
		assertThat(this.classifier.classify(new GetterException(429, Map.of("retry-after-ms", "1500"))))
			.isEqualTo(new CallOutcome.Throttled(NOW.plusMillis(1500), true));
		assertThat(this.classifier
			.classify(new GetterException(429, Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "45"))))
			.isEqualTo(new CallOutcome.Throttled(NOW.plusSeconds(45), true));
	}

	@Test
	void withoutHeadersThereIsNoInstant() {
		assertThat(this.classifier.classify(new StatusException(429)))
			.isEqualTo(new CallOutcome.Throttled(null, false));
		assertThat(this.classifier.classify(new GetterException(503, "text")))
			.isEqualTo(new CallOutcome.Overloaded(null));
	}

	@Test
	void anExceptionWithoutAStatusIsNotForThis() {
		assertThat(this.classifier.classify(new IllegalStateException())).isNull();
		assertThat(this.classifier.classify(new GetterException(200, Map.of()))).isNull();
		assertThat(this.classifier.classify(new GetterException("429?", Map.of()))).isNull();
	}

	/**
	 * As of many SDKs.
	 */
	public static final class GetterException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient Object status;

		private final transient Object headers;

		GetterException(Object status, Object headers) {
			this.status = status;
			this.headers = headers;
		}

		public Object getStatusCode() {
			return this.status;
		}

		public Object getHeaders() {
			return this.headers;
		}

	}

	/**
	 * As of Spring's clients.
	 */
	static final class SpringLikeException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient org.springframework.http.HttpHeaders headers;

		SpringLikeException(org.springframework.http.HttpHeaders headers) {
			this.headers = headers;
		}

		public HttpStatusCode getStatusCode() {
			return HttpStatus.TOO_MANY_REQUESTS;
		}

		public org.springframework.http.HttpHeaders getResponseHeaders() {
			return this.headers;
		}

	}

	/**
	 * Without "get".
	 */
	static final class RecordLikeException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		public int status() {
			return 429;
		}

		public Map<String, List<String>> headers() {
			return Map.of("RETRY-AFTER", List.of("30"));
		}

	}

	/**
	 * Headers with a method get.
	 */
	public static final class GetHeaders {

		public Optional<String> get(String name) {
			return name.equalsIgnoreCase("Retry-After") ? Optional.of("30") : Optional.empty();
		}

	}

	/**
	 * Headers with a method values.
	 */
	static final class ValuesHeaders {

		public List<String> values(String name) {
			return name.equalsIgnoreCase("Retry-After") ? List.of("30") : List.of();
		}

	}

}
