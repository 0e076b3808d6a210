package io.apipool.pool;

import java.time.Duration;
import java.util.List;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.Usage;
import io.apipool.definition.KeyDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Outcomes that take a key or its account out: rejected, without credit, banned.
 */
class KeyOutcomeTests {

	private static final CallOutcome SUCCEEDED = new CallOutcome.Succeeded(Usage.none());

	private static final CallOutcome REJECTED = new CallOutcome.KeyRejected(null);

	private static final CallOutcome FAILED = new CallOutcome.Failed(new RuntimeException());

	private static final CallOutcome NO_CREDIT = new CallOutcome.OutOfCredit("insufficient_quota");

	private final PoolFixture two = PoolFixture.of(PoolFixture.keys(2));

	private static CallOutcome forbidden() {
		return new CallOutcome.RequestError(new StatusException(403));
	}

	private Duration rest(String key) {
		return Duration.between(this.two.time.instant(), this.two.key(key).until());
	}

	@Test
	void aRejectedKeyIsInvalidAndTheOthersServe() {
		assertThat(this.two.attempt(REJECTED)).isEqualTo("a");
		assertThat(this.two.state("a")).isEqualTo(KeyState.INVALID);
		assertThat(this.two.attempt(SUCCEEDED)).isEqualTo("b");
		assertThat(this.two.attempt(SUCCEEDED)).isEqualTo("b");
	}

	@Test
	void aRejectedKeyIsTriedAfterFifteenMinutesDoubledUpToADay() {
		PoolFixture one = PoolFixture.of(PoolFixture.keys(1));
		for (long minutes : List.of(15, 30, 60, 120, 240, 480, 960, 1440, 1440)) {
			one.attempt(REJECTED);
			assertThat(one.isServed()).isFalse();
			one.pass(Duration.ofMinutes(minutes).minusNanos(1));
			assertThat(one.isServed()).isFalse();
			one.pass(Duration.ofNanos(1));
		}
		one.attempt(SUCCEEDED);
		assertThat(one.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void aKeyThatIsResetOrEntersAnewIsNoLongerInvalid() {
		this.two.attempt(REJECTED);
		this.two.pool().reset("a");
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
		this.two.attempt(SUCCEEDED);
		assertThat(this.two.attempt(REJECTED)).isEqualTo("a");
		assertThat(this.two.state("a")).isEqualTo(KeyState.INVALID);
		this.two.pool().remove("a");
		this.two.pool().add(KeyDefinition.of("a", "new-secret"));
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
		assertThat(List.of(this.two.attempt(SUCCEEDED), this.two.attempt(SUCCEEDED))).contains("a");
	}

	@Test
	void whatAnOldSecretMetChangesNothing() {
		KeyLease old = this.two.lease();
		this.two.pool().remove("a");
		this.two.pool().add(KeyDefinition.of("a", "new-secret"));
		old.ended(REJECTED);
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void whatWasGrantedBeforeAResetIsNotHeldAgainstTheKey() {
		KeyLease before = this.two.lease();
		this.two.pass(Duration.ofNanos(1));
		this.two.pool().reset("a");
		before.ended(REJECTED);
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void anAccountWithoutCreditRestsForAnHourThenFourThenADay() {
		PoolFixture one = PoolFixture.of(PoolFixture.keys(1));
		for (long hours : List.of(1, 4, 24, 24)) {
			one.attempt(NO_CREDIT);
			assertThat(one.key("a").until()).isEqualTo(one.in(Duration.ofHours(hours)));
			one.pass(Duration.ofHours(hours).minusNanos(1));
			assertThat(one.state("a")).isEqualTo(KeyState.OUT_OF_CREDIT);
			assertThat(one.isServed()).isFalse();
			one.pass(Duration.ofNanos(1));
			assertThat(one.state("a")).isEqualTo(KeyState.PROBATION);
		}
		one.attempt(SUCCEEDED);
		assertThat(one.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void aKeyThatFailsInARowWhileAnotherSucceedsIsBanned() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.two.attempt(FAILED)).isEqualTo("a");
			assertThat(this.two.attempt(SUCCEEDED)).isEqualTo("b");
		}
		assertThat(this.two.state("a")).isEqualTo(KeyState.BANNED);
		assertThat(rest("a")).isEqualTo(Duration.ofMinutes(5).minusNanos(2));
		this.two.pass(Duration.ofMinutes(5));
		assertThat(this.two.state("a")).isEqualTo(KeyState.PROBATION);
		assertThat(this.two.attempt(SUCCEEDED)).isEqualTo("a");
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void aBannedKeyThatFailsAgainRestsForLonger() {
		for (int i = 0; i < 3; i++) {
			this.two.attempt(FAILED);
			this.two.attempt(SUCCEEDED);
		}
		this.two.pass(Duration.ofMinutes(5));
		assertThat(this.two.attempt(FAILED)).isEqualTo("a");
		assertThat(rest("a")).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void aSuccessEndsTheRowOfFailures() {
		for (int i = 0; i < 5; i++) {
			assertThat(this.two.attempt(FAILED)).isEqualTo("a");
			this.two.attempt(SUCCEEDED);
			assertThat(this.two.attempt((i % 2 == 0) ? FAILED : SUCCEEDED)).isEqualTo("a");
			this.two.attempt(SUCCEEDED);
			assertThat(this.two.attempt(SUCCEEDED)).isEqualTo("a");
			this.two.attempt(SUCCEEDED);
		}
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void failuresThatWereInFlightTogetherCountAsOne() {
		PoolFixture fixture = this.two;
		fixture.pool().disable("b", null);
		List<KeyLease> together = List.of(fixture.lease(), fixture.lease(), fixture.lease());
		fixture.pool().enable("b");
		fixture.pool().disable("a", null);
		fixture.attempt(SUCCEEDED);
		fixture.pool().enable("a");
		together.get(0).ended(FAILED);
		fixture.pass(Duration.ofNanos(1));
		fixture.pool().disable("a", null);
		fixture.attempt(SUCCEEDED);
		fixture.pool().enable("a");
		together.get(1).ended(FAILED);
		together.get(2).ended(FAILED);
		assertThat(fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void badPromptsNeverHurtAKey() {
		for (int i = 0; i < 100; i++) {
			this.two.attempt(new CallOutcome.RequestError(new StatusException(400)));
		}
		assertThat(this.two.pool().keys()).allMatch((key) -> key.state() == KeyState.USABLE);
	}

	@Test
	void forbiddenThreeTimesInARowIsARejectedKeyWhereAnotherSucceeds() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
			assertThat(this.two.attempt(forbidden())).isEqualTo("a");
			assertThat(this.two.attempt(SUCCEEDED)).isEqualTo("b");
		}
		assertThat(this.two.state("a")).isEqualTo(KeyState.INVALID);
	}

	@Test
	void forbiddenWithoutAnotherKeysSuccessChangesNothing() {
		for (int i = 0; i < 20; i++) {
			this.two.attempt(forbidden());
		}
		assertThat(this.two.pool().keys()).allMatch((key) -> key.state() == KeyState.USABLE);
	}

}
