package io.apipool.pool;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stays counted after each outcome.
 */
class PermitsByOutcomeTests {

	private static final CallRequest REQUEST = CallRequest.of("op").tokens(40);

	private final PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, "10/m", "100 tokens/m", "2 concurrent"));

	static List<Arguments> outcomesAfterSent() {
		Throwable cause = new RuntimeException();
		return List.of(Arguments.of(new CallOutcome.Succeeded(Usage.none()), 1, 40),
				Arguments.of(new CallOutcome.Succeeded(Usage.total(25)), 1, 25),
				Arguments.of(new CallOutcome.Succeeded(Usage.total(70)), 1, 70),
				Arguments.of(new CallOutcome.Succeeded(Usage.tokens(30, 20)), 1, 50),
				Arguments.of(new CallOutcome.Throttled(null, false), 1, 0),
				Arguments.of(new CallOutcome.QuotaExhausted(null), 1, 0),
				Arguments.of(new CallOutcome.OutOfCredit(null), 0, 0),
				Arguments.of(new CallOutcome.KeyRejected(null), 0, 0),
				Arguments.of(new CallOutcome.Overloaded(null), 1, 40),
				Arguments.of(new CallOutcome.Failed(cause), 1, 40),
				Arguments.of(new CallOutcome.RequestError(cause), 1, 0),
				Arguments.of(new CallOutcome.Cancelled(), 1, 40));
	}

	static Stream<Arguments> outcomesBeforeSent() {
		return Stream.of(Arguments.of(new CallOutcome.Failed(new RuntimeException()), 0, 0),
				Arguments.of(new CallOutcome.Cancelled(), 0, 0));
	}

	@ParameterizedTest
	@MethodSource("outcomesAfterSent")
	void whatTheProviderCountsStaysCounted(CallOutcome outcome, double requests, double tokens) {
		KeyLease lease = this.fixture.lease(REQUEST);
		lease.sent();
		end(lease, outcome, requests, tokens);
	}

	@ParameterizedTest
	@MethodSource("outcomesBeforeSent")
	void beforeARequestWasSentAllComesBack(CallOutcome outcome, double requests, double tokens) {
		end(this.fixture.lease(REQUEST), outcome, requests, tokens);
	}

	private void end(KeyLease lease, CallOutcome outcome, double requests, double tokens) {
		assertThat(this.fixture.used("a", "2 concurrent")).isEqualTo(1);
		lease.ended(outcome);
		assertThat(this.fixture.used("a", "10/m")).isEqualTo(requests);
		assertThat(this.fixture.used("a", "100 tokens/m")).isEqualTo(tokens);
		assertThat(this.fixture.used("a", "2 concurrent")).isZero();
		assertThat(this.fixture.inFlight()).isZero();
		this.fixture.pass(Duration.ofMinutes(2));
		assertThat(this.fixture.used("a", "10/m")).isZero();
		assertThat(this.fixture.used("a", "100 tokens/m")).isZero();
	}

	@Test
	void endingTwiceHasNoEffect() {
		KeyLease lease = this.fixture.lease(REQUEST);
		lease.succeeded(10);
		lease.succeeded(90);
		lease.failed(new RuntimeException());
		lease.close();
		assertThat(this.fixture.used("a", "100 tokens/m")).isEqualTo(10);
		assertThat(this.fixture.key("a").usage()).containsEntry("succeeded", 1L).containsEntry("cancelled", 0L);
	}

	@Test
	void closingWithoutAnOutcomeIsCancelled() {
		this.fixture.lease(REQUEST).close();
		assertThat(this.fixture.key("a").usage()).containsEntry("calls", 1L).containsEntry("cancelled", 1L);
	}

	@Test
	void tokensThatACallDoesNotNameAreEstimatedFromThoseBefore() {
		this.fixture.lease(PoolFixture.REQUEST).succeeded(30);
		KeyLease second = this.fixture.lease(PoolFixture.REQUEST);
		assertThat(this.fixture.used("a", "100 tokens/m")).isEqualTo(60);
		second.succeeded(20);
		assertThat(this.fixture.used("a", "100 tokens/m")).isEqualTo(50);
	}

	@Test
	void listenersAreToldWhatWasSettledDifferently() {
		this.fixture.lease(REQUEST).succeeded(10);
		assertThat(this.fixture.events.take("settled")).contains("settled tokens 40.0 -> 10.0");
	}

	@Test
	void listenersAreToldWhatWentBackWhole() {
		this.fixture.lease(REQUEST).ended(new CallOutcome.RequestError(new RuntimeException()));
		assertThat(this.fixture.events.take("settled")).contains("settled tokens 40.0 -> 0.0");
	}

}
