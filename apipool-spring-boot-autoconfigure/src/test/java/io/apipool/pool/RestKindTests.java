package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which rest stands where several reasons meet, and how long a quota's does.
 */
class RestKindTests {

	private final PoolFixture fixture = new PoolFixture();

	@Test
	void aLateThrottleDoesNotHideThatAnAccountIsOutOfCredit() {
		this.fixture.open(PoolFixture.keys(1));
		KeyLease older = this.fixture.lease();
		this.fixture.attempt(new CallOutcome.OutOfCredit(null));
		older.ended(new CallOutcome.Throttled(this.fixture.in(Duration.ofHours(3)), true));
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.OUT_OF_CREDIT);
		this.fixture.pass(Duration.ofMinutes(61));
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.PROBATION);
	}

	@ParameterizedTest
	@CsvSource({ "UTC, 2026-11-23T00:00:00Z", "America/Los_Angeles, 2026-11-23T08:00:00Z" })
	void aUsedUpQuotaWithoutAnEndRestsToTheEndOfItsOwnPeriod(String zone, Instant end) {
		this.fixture.open(PoolFixture.keys(1, "250/day@" + zone));
		this.fixture.attempt(new CallOutcome.QuotaExhausted(null));
		Instant until = this.fixture.key("a").until();
		assertThat(until).isBetween(end, end.plusSeconds(5));
	}

}
