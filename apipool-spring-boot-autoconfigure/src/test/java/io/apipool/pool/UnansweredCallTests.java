package io.apipool.pool;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A caller that gave up does not know when the provider counts what was sent: until the
 * margin is over it may still do so.
 */
class UnansweredCallTests {

	static List<CallOutcome> withoutAnswer() {
		return List.of(new CallOutcome.Cancelled(), new CallOutcome.Failed(new IOException("timed out")));
	}

	@ParameterizedTest
	@MethodSource("withoutAnswer")
	void countsAWindowAndTheMarginAfterItWasSent(CallOutcome outcome) {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, "1/10s margin 5s"));
		end(fixture, outcome);
		fixture.pass(Duration.ofMillis(13_900));
		assertThat(fixture.isServed()).isFalse();
		fixture.pass(Duration.ofMillis(100));
		assertThat(fixture.isServed()).isTrue();
	}

	@Test
	void oneThatWasAnsweredCountsAWindow() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, "1/10s margin 5s"));
		end(fixture, new CallOutcome.Succeeded(Usage.none()));
		fixture.pass(Duration.ofSeconds(10));
		assertThat(fixture.isServed()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("withoutAnswer")
	void countsInTheNextPeriodTooIfThatIsNear(CallOutcome outcome) {
		PoolFixture fixture = beforeMidnight(Duration.ofSeconds(4), outcome);
		fixture.pass(Duration.ofSeconds(10));
		assertThat(fixture.isServed()).isFalse();
		fixture.pass(Duration.ofDays(1));
		assertThat(fixture.isServed()).isTrue();
		fixture.pass(Duration.ofDays(1));
		assertThat(fixture.isServed()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("withoutAnswer")
	void countsInNoPeriodThatBeginsLater(CallOutcome outcome) {
		PoolFixture fixture = beforeMidnight(Duration.ofSeconds(7), outcome);
		fixture.pass(Duration.ofSeconds(11));
		assertThat(fixture.isServed()).isTrue();
	}

	@Test
	void oneThatWasAnsweredCountsInItsPeriod() {
		PoolFixture fixture = beforeMidnight(Duration.ofSeconds(4), new CallOutcome.Succeeded(Usage.none()));
		fixture.pass(Duration.ofSeconds(10));
		assertThat(fixture.isServed()).isTrue();
	}

	private static PoolFixture beforeMidnight(Duration before, CallOutcome outcome) {
		Instant midnight = Instant.parse("2026-11-23T00:00:00Z");
		PoolFixture fixture = new PoolFixture(midnight.minus(before)).open(PoolFixture.keys(1, "1/day@UTC margin 5s"));
		end(fixture, outcome);
		return fixture;
	}

	private static void end(PoolFixture fixture, CallOutcome outcome) {
		KeyLease lease = fixture.lease();
		lease.sent();
		fixture.pass(Duration.ofSeconds(1));
		lease.ended(outcome);
		assertThat(fixture.isServed()).isFalse();
	}

}
