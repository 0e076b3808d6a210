package io.apipool.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.Usage;
import io.apipool.definition.CooldownDefinition;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.ModelDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Throttled and used-up quota: the bucket rests.
 */
@ExtendWith(OutputCaptureExtension.class)
class ThrottleTests {

	private static final CallOutcome SUCCEEDED = new CallOutcome.Succeeded(Usage.none());

	private static final CallOutcome THROTTLED = new CallOutcome.Throttled(null, false);

	private static final CallOutcome REQUEST_ERROR = new CallOutcome.RequestError(new RuntimeException());

	private static final CallOutcome FAILED = new CallOutcome.Failed(new RuntimeException());

	private final PoolFixture fixture = PoolFixture.of(withoutJitter(PoolFixture.keys(1)));

	private static PoolDefinition withoutJitter(PoolDefinition pool) {
		return cooldown(pool, 0, Duration.ofDays(32));
	}

	private static PoolDefinition cooldown(PoolDefinition pool, double jitter, Duration maxAnnounced) {
		return pool.withPolicies(pool.policies()
			.withCooldown(new CooldownDefinition(Duration.ofSeconds(5), Duration.ofMinutes(10), jitter, maxAnnounced)));
	}

	private CallOutcome throttledFor(Duration duration) {
		return new CallOutcome.Throttled(this.fixture.in(duration), true);
	}

	private Duration restOfA() {
		return Duration.between(this.fixture.time.instant(), this.fixture.key("a").until());
	}

	@Test
	void anAnnouncedThrottleRestsTheKeyExactlyUntilThen() {
		this.fixture.attempt(throttledFor(Duration.ofSeconds(30).plusNanos(2)));
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.COOLING);
		this.fixture.pass(Duration.ofSeconds(30).minusNanos(1));
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(Duration.ofNanos(1));
		assertThat(this.fixture.isServed()).isTrue();
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void aGuessedRestIsTheLaddersFirstRungAndEndsInProbation() {
		this.fixture.attempt(THROTTLED);
		assertThat(restOfA()).isEqualTo(Duration.ofSeconds(5));
		this.fixture.pass(Duration.ofSeconds(5));
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.PROBATION);
	}

	@Test
	void guessedRestsDoubleUpToTheLongest() {
		for (long seconds : List.of(5L, 10L, 20L, 40L, 80L, 160L, 320L, 600L, 600L)) {
			this.fixture.attempt(THROTTLED);
			assertThat(restOfA()).isEqualTo(Duration.ofSeconds(seconds));
			this.fixture.pass(Duration.ofSeconds(seconds));
		}
		this.fixture.attempt(SUCCEEDED);
		this.fixture.attempt(THROTTLED);
		assertThat(restOfA()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void jitterMakesAGuessedRestOnlyLonger() {
		for (int i = 0; i < 100; i++) {
			PoolFixture jittered = PoolFixture.of(cooldown(PoolFixture.keys(1), 0.1, Duration.ofDays(32)));
			jittered.attempt(THROTTLED);
			assertThat(Duration.between(jittered.time.instant(), jittered.key("a").until()))
				.isBetween(Duration.ofSeconds(5), Duration.ofMillis(5500));
		}
	}

	@Test
	void inProbationOneCallGoesAtATimeUntilOneSucceeds() {
		this.fixture.attempt(THROTTLED);
		this.fixture.pass(Duration.ofSeconds(5));
		KeyLease probe = this.fixture.lease();
		assertThat(this.fixture.isServed()).isFalse();
		probe.succeeded();
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.USABLE);
		KeyLease first = this.fixture.lease();
		assertThat(this.fixture.isServed()).isTrue();
		first.close();
	}

	@Test
	void aRequestErrorOrACancelledCallLeavesProbationAsItIs() {
		this.fixture.attempt(THROTTLED);
		this.fixture.pass(Duration.ofSeconds(5));
		this.fixture.attempt(REQUEST_ERROR);
		this.fixture.attempt(new CallOutcome.Cancelled());
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.PROBATION);
		KeyLease probe = this.fixture.lease();
		assertThat(this.fixture.isServed()).isFalse();
		probe.close();
	}

	@Test
	void aFailureInProbationSendsTheKeyBackForLonger() {
		this.fixture.attempt(THROTTLED);
		this.fixture.pass(Duration.ofSeconds(5));
		this.fixture.attempt(FAILED);
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.COOLING);
		assertThat(restOfA()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void aLaterAnnouncedEndExtendsARestAndAnEarlierOneDoesNotShortenIt() {
		KeyLease first = this.fixture.lease();
		KeyLease second = this.fixture.lease();
		KeyLease third = this.fixture.lease();
		first.ended(throttledFor(Duration.ofSeconds(10)));
		second.ended(throttledFor(Duration.ofSeconds(60)));
		assertThat(restOfA()).isEqualTo(Duration.ofSeconds(60));
		third.ended(throttledFor(Duration.ofSeconds(2)));
		assertThat(restOfA()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void throttlesThatWereInFlightTogetherCountAsOne() {
		List<KeyLease> together = List.of(this.fixture.lease(), this.fixture.lease(), this.fixture.lease());
		for (KeyLease lease : together) {
			this.fixture.pass(Duration.ofMillis(100));
			lease.ended(THROTTLED);
		}
		assertThat(restOfA()).isEqualTo(Duration.ofMillis(4800));
		this.fixture.pass(Duration.ofMillis(4800));
		this.fixture.attempt(THROTTLED);
		assertThat(restOfA()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void anEndThatIsPastCountsAsNotGiven() {
		this.fixture.attempt(new CallOutcome.Throttled(this.fixture.time.instant().minusSeconds(3), true));
		assertThat(restOfA()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void anEndHoursAwayIsKept() {
		this.fixture.attempt(throttledFor(Duration.ofHours(5).plusNanos(2)));
		this.fixture.pass(Duration.ofHours(5).minusNanos(1));
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(Duration.ofNanos(1));
		assertThat(this.fixture.isServed()).isTrue();
	}

	@Test
	void anEndTooFarAwayIsCut(CapturedOutput output) {
		PoolFixture cut = PoolFixture.of(cooldown(PoolFixture.keys(1), 0, Duration.ofHours(1)));
		cut.attempt(new CallOutcome.Throttled(cut.in(Duration.ofDays(400)), true));
		assertThat(Duration.between(cut.time.instant(), cut.key("a").until())).isEqualTo(Duration.ofHours(1));
		assertThat(output).contains("demo: the provider announced a rest of 400d, cut to 1h (cooldown.max-announced)");
	}

	@Test
	void aSuccessGrantedBeforeTheRestEndsNothing() {
		KeyLease early = this.fixture.lease();
		this.fixture.attempt(THROTTLED);
		early.succeeded();
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.COOLING);
	}

	@Test
	void aThrottleGrantedBeforeTheLastRestEndedChangesNothing() {
		KeyLease slow = this.fixture.lease();
		this.fixture.attempt(THROTTLED);
		this.fixture.pass(Duration.ofSeconds(5));
		this.fixture.attempt(SUCCEEDED);
		this.fixture.pass(Duration.ofNanos(1));
		slow.ended(THROTTLED);
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void keysOfOneGroupRestTogether() {
		PoolDefinition pool = withoutJitter(PoolFixture.keys(3));
		PoolFixture grouped = PoolFixture.of(pool.withKeys(List.of(KeyDefinition.of("a", "1").withQuotaGroup("g"),
				KeyDefinition.of("b", "2").withQuotaGroup("g"), KeyDefinition.of("c", "3"))));
		grouped.attempt(THROTTLED);
		assertThat(grouped.state("b")).isEqualTo(KeyState.COOLING);
		assertThat(grouped.attempt(SUCCEEDED)).isEqualTo("c");
		assertThat(grouped.attempt(SUCCEEDED)).isEqualTo("c");
	}

	@Test
	void aModelsThrottleLeavesTheOtherModelsAlone() {
		PoolDefinition pool = withoutJitter(PoolFixture.keys(1));
		PoolFixture fixture = PoolFixture.of(pool.withLimits(new LimitsDefinition(List.of(), List.of(), Map.of(),
				List.of(new ModelDefinition(List.of("pro*"), List.of(LimitDefinition.parse("5/m")), null)), 1)));
		CallRequest pro = CallRequest.of("op").model("pro-1");
		fixture.attempt(pro, THROTTLED);
		assertThat(fixture.isServed(pro)).isFalse();
		assertThat(fixture.isServed()).isTrue();
		assertThat(fixture.isServed(CallRequest.of("op").model("flash"))).isTrue();
		fixture.pass(Duration.ofSeconds(5));
		assertThat(fixture.isServed(pro)).isTrue();
	}

	@Test
	void aUsedUpQuotaRestsUntilTheProvidersReset() {
		this.fixture.attempt(new CallOutcome.QuotaExhausted(this.fixture.in(Duration.ofHours(9))));
		assertThat(this.fixture.key("a").reason()).isEqualTo("quota exhausted");
		this.fixture.pass(Duration.ofHours(9).minusSeconds(1));
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(Duration.ofSeconds(1));
		assertThat(this.fixture.isServed()).isTrue();
	}

	@Test
	void aUsedUpQuotaWithoutAResetRestsForTheLongestCooldown() {
		this.fixture.attempt(new CallOutcome.QuotaExhausted(null));
		assertThat(restOfA()).isEqualTo(Duration.ofMinutes(10));
		this.fixture.pass(Duration.ofMinutes(10));
		this.fixture.attempt(SUCCEEDED);
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

}
