package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.Usage;
import io.apipool.definition.CooldownDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Overloaded and failing providers: the pool rests, and outages do not outlive
 * themselves.
 */
class OverloadTests {

	private static final CallOutcome SUCCEEDED = new CallOutcome.Succeeded(Usage.none());

	private static final CallOutcome OVERLOADED = new CallOutcome.Overloaded(null);

	private static final CallOutcome FAILED = new CallOutcome.Failed(new RuntimeException());

	private static PoolDefinition withoutJitter(int keys) {
		PoolDefinition pool = PoolFixture.keys(keys);
		return pool.withPolicies(pool.policies()
			.withCooldown(
					new CooldownDefinition(Duration.ofSeconds(5), Duration.ofMinutes(10), 0, Duration.ofDays(32))));
	}

	@Test
	void anOverloadedPoolRestsWholeAndOneCallProbesIt() {
		PoolFixture fixture = PoolFixture.of(withoutJitter(3));
		fixture.attempt(OVERLOADED);
		assertThat(fixture.isServed()).isFalse();
		fixture.pass(Duration.ofMillis(200));
		KeyLease probe = fixture.lease();
		assertThat(fixture.isServed()).isFalse();
		probe.succeeded();
		assertThat(fixture.isServed()).isTrue();
		assertThat(fixture.pool().keys()).allMatch((key) -> key.state() == KeyState.USABLE);
	}

	@Test
	void theRestDoublesUpToTheLongestBackoff() {
		PoolFixture fixture = PoolFixture.of(withoutJitter(2));
		for (long millis : List.of(200, 400, 800, 1600, 3200, 5000, 5000)) {
			fixture.attempt(OVERLOADED);
			fixture.pass(Duration.ofMillis(millis).minusNanos(1));
			assertThat(fixture.isServed()).isFalse();
			fixture.pass(Duration.ofNanos(1));
		}
		fixture.attempt(SUCCEEDED);
		fixture.attempt(OVERLOADED);
		fixture.pass(Duration.ofMillis(200));
		assertThat(fixture.isServed()).isTrue();
	}

	@Test
	void anAnnouncedOverloadIsProbedByOneCallToo() {
		PoolFixture fixture = PoolFixture.of(withoutJitter(2));
		fixture.attempt(new CallOutcome.Overloaded(fixture.in(Duration.ofSeconds(8))));
		fixture.pass(Duration.ofSeconds(8));
		KeyLease probe = fixture.lease();
		assertThat(fixture.isServed()).isFalse();
		probe.close();
		assertThat(fixture.isServed()).isTrue();
	}

	@Test
	void aModelsOverloadLeavesOtherModelsAlone() {
		PoolFixture fixture = PoolFixture.of(withoutJitter(2));
		fixture.attempt(PoolFixture.REQUEST.model("pro"), OVERLOADED);
		assertThat(fixture.isServed(PoolFixture.REQUEST.model("pro"))).isFalse();
		assertThat(fixture.isServed(PoolFixture.REQUEST.model("flash"))).isTrue();
		assertThat(fixture.isServed()).isTrue();
	}

	@Test
	void failuresWithoutAWitnessAreTheProvidersAndNobodyIsBanned() {
		PoolFixture fixture = PoolFixture.of(withoutJitter(2));
		fixture.pool().disable("b", null);
		for (int i = 0; i < 3; i++) {
			assertThat(fixture.isServed()).isTrue();
			fixture.attempt(FAILED);
		}
		assertThat(fixture.isServed()).isFalse();
		assertThat(fixture.state("a")).isEqualTo(KeyState.USABLE);
		fixture.pass(Duration.ofMillis(200));
		assertThat(fixture.isServed()).isTrue();
	}

	@Test
	void anOutagesFailuresAreForgottenWhenItIsOver() {
		PoolFixture fixture = PoolFixture.of(withoutJitter(2));
		for (int i = 0; i < 5; i++) {
			fixture.attempt(FAILED);
		}
		fixture.pass(Duration.ofSeconds(1));
		String first = fixture.attempt(SUCCEEDED);
		String second = fixture.attempt(FAILED);
		assertThat(second).isNotEqualTo(first);
		assertThat(fixture.state(second)).isEqualTo(KeyState.USABLE);
	}

	@Test
	void aCallThatThePoolsLimitRefusesGivesItsProbeUp() {
		LimitDefinition limit = LimitDefinition.parse("2/m");
		PoolFixture fixture = PoolFixture
			.of(withoutJitter(1).withLimits(new LimitsDefinition(List.of(), List.of(limit), Map.of(), List.of(), 1)));
		fixture.attempt(SUCCEEDED);
		fixture.attempt(new CallOutcome.Throttled(null, false));
		fixture.pass(Duration.ofSeconds(5));
		assertThat(fixture.isServed()).isFalse();
		fixture.pass(Duration.ofMinutes(2));
		assertThat(fixture.isServed()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "1, 500", "10, 500", "1, 503", "10, 503" })
	void anOutageOfTenSecondsDoesNotOutliveItselfByMoreThanTwoBackoffs(int keys, int status) {
		PoolFixture fixture = PoolFixture
			.of(PoolFixture.attempts(PoolFixture.waiting(PoolFixture.keys(keys), Duration.ofSeconds(1)), 3, true));
		List<CompletableFuture<String>> calls = new ArrayList<>();
		Duration down = Duration.ofSeconds(10);
		var start = fixture.time.instant().plusSeconds(2);
		for (int step = 0; step < 300; step++) {
			calls.add(fixture.pool().callAsync("op", (key) -> {
				boolean out = !fixture.time.instant().isBefore(start)
						&& fixture.time.instant().isBefore(start.plus(down));
				return out ? CompletableFuture.failedFuture(new StatusException(status))
						: CompletableFuture.completedFuture("done");
			}));
			fixture.pass(Duration.ofMillis(100));
		}
		fixture.pass(Duration.ofSeconds(5));
		assertThat(calls).allMatch(CompletableFuture::isDone);
		assertThat(calls.subList(0, 20)).allMatch((call) -> !call.isCompletedExceptionally());
		assertThat(calls.subList(20 + 100 + 110, 300)).allMatch((call) -> !call.isCompletedExceptionally());
		assertThat(fixture.pool().keys()).allMatch((key) -> key.state() == KeyState.USABLE);
		assertThat(fixture.inFlight()).isZero();
	}

}
