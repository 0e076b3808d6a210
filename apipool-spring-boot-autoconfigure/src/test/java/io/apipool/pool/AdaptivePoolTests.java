package io.apipool.pool;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.Usage;
import io.apipool.definition.AdaptiveDefinition;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.ModelDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A pool that learns its rate.
 */
class AdaptivePoolTests {

	private static final CallOutcome SUCCEEDED = new CallOutcome.Succeeded(Usage.none());

	private static final CallOutcome THROTTLED = new CallOutcome.Throttled(null, false);

	private static final Duration TURN = Duration.ofMillis(500);

	private final PoolFixture fixture = PoolFixture.of(adaptive(PoolFixture.keys(1)));

	private static PoolDefinition adaptive(PoolDefinition pool) {
		PoliciesDefinition old = pool.policies();
		return pool.withPolicies(new PoliciesDefinition(old.retry(), old.cooldown(), old.ban(), old.outcomes(),
				new AdaptiveDefinition(true, 2, 0.01, 1000, 0.0005, 0.98), old.batch()));
	}

	private static PoolDefinition withModel(PoolDefinition pool) {
		LimitsDefinition old = pool.limits();
		return pool.withLimits(new LimitsDefinition(old.group(), old.pool(), old.groups(),
				List.of(new ModelDefinition(List.of("small*"), List.of(), null)), old.share()));
	}

	private double rate() {
		return Objects.requireNonNull(this.fixture.pool().snapshot().rate());
	}

	private void heldBack(CallOutcome outcome) {
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(TURN);
		this.fixture.attempt(outcome);
	}

	@Test
	void callsGoEvenlyAtTheInitialRate() {
		assertThat(this.fixture.isServed()).isTrue();
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(TURN.minusMillis(1));
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(Duration.ofMillis(1));
		assertThat(this.fixture.isServed()).isTrue();
	}

	@Test
	void aTimeWithoutWorkSavesNoTurns() {
		this.fixture.pass(Duration.ofHours(1));
		assertThat(this.fixture.isServed()).isTrue();
		assertThat(this.fixture.isServed()).isFalse();
	}

	@Test
	void keysOfDifferentGroupsArePacedApart() {
		this.fixture.open(adaptive(PoolFixture.keys(2)));
		assertThat(this.fixture.isServed()).isTrue();
		assertThat(this.fixture.isServed()).isTrue();
		assertThat(this.fixture.isServed()).isFalse();
		assertThat(rate()).isEqualTo(4);
	}

	@Test
	void keysOfOneGroupArePacedTogether() {
		PoolDefinition pool = PoolFixture.keys(2);
		List<KeyDefinition> keys = pool.keys().stream().map((key) -> key.withQuotaGroup("team")).toList();
		this.fixture.open(adaptive(pool.withKeys(keys)));
		assertThat(this.fixture.isServed()).isTrue();
		assertThat(this.fixture.isServed()).isFalse();
	}

	@Test
	void aCallThatThePacerHeldBackAndThatSucceedsRaisesTheRate() {
		this.fixture.attempt(SUCCEEDED);
		assertThat(rate()).isEqualTo(2);
		heldBack(SUCCEEDED);
		assertThat(rate()).isGreaterThan(2);
	}

	@Test
	void callsThatCameNoEarlierDoNotRaiseTheRate() {
		for (int i = 0; i < 100; i++) {
			this.fixture.attempt(SUCCEEDED);
			this.fixture.pass(TURN);
		}
		assertThat(rate()).isEqualTo(2);
	}

	@Test
	void errorsOfTheServerChangeNoRate() {
		heldBack(this.fixture.isServed(), new CallOutcome.RequestError(new IllegalStateException()));
		assertThat(rate()).isEqualTo(2);
	}

	private void heldBack(boolean first, CallOutcome outcome) {
		assertThat(first).isTrue();
		heldBack(outcome);
	}

	@Test
	void aThrottleLowersTheRateAndRestsForOneTurn() {
		this.fixture.attempt(THROTTLED);
		assertThat(rate()).isCloseTo(1.4, within(1e-9));
		Duration rest = Duration.between(this.fixture.time.instant(), this.fixture.key("a").until());
		assertThat(rest).isEqualTo(Duration.ofNanos((long) (1e9 / 1.4)));
	}

	@Test
	void theRestDoublesAndOneCallGoesAtATime() {
		this.fixture.attempt(THROTTLED);
		this.fixture.pass(Duration.ofSeconds(1));
		this.fixture.attempt(THROTTLED);
		Duration rest = Duration.between(this.fixture.time.instant(), this.fixture.key("a").until());
		assertThat(rest).isEqualTo(Duration.ofNanos(2 * (long) (1e9 / 1.4)));
		this.fixture.pass(Duration.ofSeconds(2));
		KeyLease probe = this.fixture.lease();
		this.fixture.pass(Duration.ofSeconds(2));
		assertThat(this.fixture.isServed()).isFalse();
		probe.ended(SUCCEEDED);
		assertThat(this.fixture.isServed()).isTrue();
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void theRestIsNeverLongerThanAMinute() {
		for (int i = 0; i < 12; i++) {
			this.fixture.attempt(THROTTLED);
			Duration rest = Duration.between(this.fixture.time.instant(), this.fixture.key("a").until());
			assertThat(rest).isLessThanOrEqualTo(Duration.ofMinutes(1));
			this.fixture.pass(Duration.ofMinutes(1));
		}
	}

	@Test
	void anAnnouncedEndIsKept() {
		this.fixture.attempt(new CallOutcome.Throttled(this.fixture.in(Duration.ofSeconds(30)), true));
		this.fixture.pass(Duration.ofSeconds(29));
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(Duration.ofSeconds(1));
		assertThat(this.fixture.isServed()).isTrue();
	}

	@Test
	void throttlesOfOneBurstCutOnce() {
		this.fixture.open(adaptive(PoolFixture.keys(1)));
		KeyLease one = this.fixture.lease();
		this.fixture.pass(TURN);
		KeyLease two = this.fixture.lease();
		one.ended(THROTTLED);
		two.ended(THROTTLED);
		assertThat(rate()).isCloseTo(1.4, within(1e-9));
	}

	@Test
	void aModelWithAnEntryIsPacedByItself() {
		this.fixture.open(adaptive(withModel(PoolFixture.keys(1))));
		assertThat(this.fixture.isServed()).isTrue();
		assertThat(this.fixture.isServed()).isFalse();
		assertThat(this.fixture.isServed(PoolFixture.REQUEST.model("small-1"))).isTrue();
		assertThat(this.fixture.isServed(PoolFixture.REQUEST.model("small-2"))).isFalse();
		this.fixture.pass(TURN);
		this.fixture.attempt(PoolFixture.REQUEST.model("small-1"), THROTTLED);
		assertThat(rate()).isEqualTo(2);
		assertThat(this.fixture.pool().snapshot().groups().get(0).models().get(0).rate()).isCloseTo(1.4, within(1e-9));
	}

	@Test
	void whoWaitsIsServedWhenItsTurnComes() {
		this.fixture.open(adaptive(PoolFixture.waiting(PoolFixture.keys(1), Duration.ofMinutes(1))));
		this.fixture.attempt(SUCCEEDED);
		var first = this.fixture.pool().acquireAsync(PoolFixture.REQUEST);
		var second = this.fixture.pool().acquireAsync(PoolFixture.REQUEST);
		this.fixture.pass(TURN);
		assertThat(first).isDone();
		assertThat(second).isNotDone();
		this.fixture.pass(TURN);
		assertThat(second).isDone();
		first.join().ended(SUCCEEDED);
		assertThat(rate()).isGreaterThan(2);
	}

	@Test
	void aPoolThatDoesNotLearnHasNoRate() {
		this.fixture.open(PoolFixture.keys(1));
		assertThat(this.fixture.pool().snapshot().rate()).isNull();
	}

	@Test
	void aLearntRateGoesOnFromWhereItIsWhenThePoolIsDefinedAnew() {
		this.fixture.attempt(THROTTLED);
		PoolDefinition changed = adaptive(PoolFixture.keys(2)).withStrategy("random");
		this.fixture.pools().apply(Definitions.of(changed));
		assertThat(this.fixture.pool().snapshot().groups().get(0).rate()).isCloseTo(1.4, within(1e-9));
		assertThat(this.fixture.pool().snapshot().groups().get(1).rate()).isEqualTo(2);
		this.fixture.pools().apply(Definitions.of(PoolFixture.keys(1)));
		assertThat(this.fixture.pool().snapshot().rate()).isNull();
	}

}
