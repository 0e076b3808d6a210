package io.apipool.pool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.apipool.CallOutcome;
import io.apipool.OutcomeClassifier;
import io.apipool.definition.OutcomeDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.test.ManualTimekeeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What exceptions mean, and who is asked first.
 */
class ClassificationTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	private final Classification plain = classification(List.of(), List.of(), List.of());

	private Classification classification(List<OutcomeClassifier> first, List<OutcomeDefinition> outcomes,
			List<OutcomeClassifier> last) {
		PoliciesDefinition old = PoliciesDefinition.DEFAULTS;
		PoolDefinition pool = PoolDefinition.of("demo")
			.withPolicies(new PoliciesDefinition(old.retry(), old.cooldown(), old.ban(), outcomes, old.adaptive(),
					old.batch()));
		return new Classification(pool, new Surroundings(this.time, new LocalPermitStore(this.time), Runnable::run,
				List.of(), new Surroundings.Classifiers(first, last), Map.of()));
	}

	private String word(Throwable thrown) {
		return this.plain.classify(thrown).word();
	}

	private static OutcomeClassifier always(CallOutcome outcome) {
		return (thrown) -> outcome;
	}

	private static OutcomeDefinition means(Class<?> type, String outcome) {
		return new OutcomeDefinition(type.getName(), outcome);
	}

	@ParameterizedTest
	@CsvSource({ "429, throttled", "401, key-rejected", "402, out-of-credit", "503, overloaded", "529, overloaded",
			"500, failed", "502, failed", "504, failed", "408, failed", "400, request-error", "403, request-error",
			"404, request-error", "422, request-error", "302, request-error" })
	void aStatusOfAnUnknownVendorHasItsMeaning(int status, String expected) {
		assertThat(word(new StatusException(status))).isEqualTo(expected);
	}

	@Test
	void theApplicationsClassifiersComeFirstThenThePoolsOutcomesThenTheLibraries() {
		CallOutcome mine = new CallOutcome.KeyRejected("mine");
		CallOutcome library = new CallOutcome.OutOfCredit("library");
		List<OutcomeDefinition> outcomes = List.of(means(StatusException.class, "overloaded"));
		StatusException thrown = new StatusException(429);
		assertThat(classification(List.of(always(mine)), outcomes, List.of(always(library))).classify(thrown))
			.isSameAs(mine);
		assertThat(classification(List.of(), outcomes, List.of(always(library))).classify(thrown).word())
			.isEqualTo("overloaded");
		assertThat(classification(List.of(), List.of(), List.of(always(library))).classify(thrown)).isSameAs(library);
		assertThat(word(thrown)).isEqualTo("throttled");
	}

	@Test
	void configuredOutcomesIncludeSubclassesAndTheFirstMatchWins() {
		Classification configured = classification(List.of(),
				List.of(means(IllegalStateException.class, "throttled"), means(RuntimeException.class, "failed")),
				List.of());
		assertThat(configured.classify(new CancellationException()).word()).isEqualTo("throttled");
		assertThat(configured.classify(new IllegalArgumentException()).word()).isEqualTo("failed");
		assertThat(configured.classify(new Exception()).word()).isEqualTo("request-error");
	}

	@ParameterizedTest
	@CsvSource({ "throttled", "quota-exhausted", "out-of-credit", "key-rejected", "overloaded", "failed",
			"request-error", "cancelled" })
	void everyOutcomeCanBeConfigured(String word) {
		assertThat(classification(List.of(), List.of(means(Exception.class, word)), List.of())
			.classify(new IllegalStateException())
			.word()).isEqualTo(word);
	}

	@Test
	void aClassifierThatThrowsIsPassedOver() {
		OutcomeClassifier broken = (thrown) -> {
			throw new IllegalStateException("broken");
		};
		assertThat(
				classification(List.of(broken), List.of(), List.of(broken)).classify(new StatusException(429)).word())
			.isEqualTo("throttled");
	}

	@Test
	void causesAreSearchedFiveDeep() {
		Throwable thrown = new StatusException(429);
		for (int depth = 1; depth < 5; depth++) {
			thrown = new IllegalStateException(thrown);
			assertThat(word(thrown)).isEqualTo("throttled");
		}
		assertThat(word(new IllegalStateException(thrown))).isEqualTo("request-error");
	}

	@Test
	void aCauseWithAStatusOutranksAnInputOutputErrorAroundIt() {
		assertThat(word(new IOException(new StatusException(401)))).isEqualTo("key-rejected");
	}

	static Stream<Exception> failures() {
		return Stream.of(new IOException(), new SocketTimeoutException(), new TimeoutException(),
				new HttpTimeoutException("slow"), new InterruptedIOException("timeout"),
				new CompletionException(new IOException()), new IllegalStateException(new TimeoutException()));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void inputOutputErrorsAndTimeoutsFailed(Exception thrown) {
		assertThat(word(thrown)).isEqualTo("failed");
	}

	static Stream<Exception> cancellations() {
		return Stream.of(new InterruptedException(), new CancellationException(), new ClosedByInterruptException(),
				new IllegalStateException(new InterruptedException()));
	}

	@ParameterizedTest
	@MethodSource("cancellations")
	void interruptionIsNobodysFault(Exception thrown) {
		assertThat(word(thrown)).isEqualTo("cancelled");
	}

	@Test
	void anInterruptedStreamIsCancelledWhereTheThreadWasInterrupted() {
		Thread.currentThread().interrupt();
		try {
			assertThat(word(new InterruptedIOException())).isEqualTo("cancelled");
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void allElseIsTheCallersOwn() {
		assertThat(word(new IllegalArgumentException("mine"))).isEqualTo("request-error");
		assertThat(word(new StackOverflowError())).isEqualTo("request-error");
		assertThat(word(new Selfish())).isEqualTo("request-error");
	}

	/**
	 * Its status cannot be read.
	 */
	private static final class Selfish extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@SuppressWarnings("unused")
		public @Nullable Object getStatusCode() {
			throw new IllegalStateException("no");
		}

	}

}
