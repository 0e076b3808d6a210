package io.apipool.pool;

import java.time.Duration;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is taken for tokens that a call does not name.
 */
@ExtendWith(OutputCaptureExtension.class)
class TokenEstimateTests {

	private static final String LIMIT = "1000 tokens/m";

	private final PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, LIMIT));

	private double estimated(CallRequest request) {
		this.fixture.pass(Duration.ofMinutes(10));
		KeyLease lease = this.fixture.lease(request);
		double estimated = this.fixture.used("a", LIMIT);
		lease.ended(new CallOutcome.Cancelled());
		return estimated;
	}

	private void used(CallRequest request, Usage usage) {
		this.fixture.pass(Duration.ofMinutes(10));
		KeyLease lease = this.fixture.lease(request);
		lease.succeeded(usage);
	}

	@Test
	void theFirstCallIsTakenForNothingAndSaysSoOnce(CapturedOutput output) {
		assertThat(estimated(PoolFixture.REQUEST)).isZero();
		assertThat(estimated(PoolFixture.REQUEST)).isZero();
		assertThat(output.getAll().split("names no tokens", -1)).hasSize(2);
	}

	@Test
	void laterCallsAreTakenForTheNinetiethPercentile() {
		for (int tokens = 10; tokens <= 100; tokens += 10) {
			used(PoolFixture.REQUEST, Usage.total(tokens));
		}
		assertThat(estimated(PoolFixture.REQUEST)).isEqualTo(90);
	}

	@Test
	void eachOperationAndModelHasItsOwn() {
		used(PoolFixture.REQUEST, Usage.total(100));
		assertThat(estimated(CallRequest.of("other"))).isZero();
		assertThat(estimated(PoolFixture.REQUEST.model("pro"))).isZero();
	}

	@Test
	void anEstimateBeyondTheLimitIsCutToIt() {
		used(PoolFixture.REQUEST, Usage.total(1500));
		assertThat(estimated(PoolFixture.REQUEST)).isEqualTo(1000);
	}

	@Test
	void aCallThatTellsNoUsageTeachesNothing() {
		used(PoolFixture.REQUEST, Usage.total(100));
		for (int i = 0; i < 64; i++) {
			used(PoolFixture.REQUEST, Usage.none());
		}
		for (int i = 0; i < 9; i++) {
			used(PoolFixture.REQUEST, Usage.total(10));
		}
		assertThat(estimated(PoolFixture.REQUEST)).isEqualTo(10);
	}

	@Test
	void newOperationsAreLearntHoweverManyThereWere() {
		for (int i = 0; i < 10_001; i++) {
			this.fixture.lease(CallRequest.of("op" + i)).close();
		}
		used(PoolFixture.REQUEST, Usage.total(100));
		assertThat(estimated(PoolFixture.REQUEST)).isEqualTo(100);
	}

}
