package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.NeedExceedsLimitException;
import io.apipool.definition.AdaptiveDefinition;
import io.apipool.definition.Definitions;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.OperationsDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.SettingsDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * In shadow mode limits are counted, and hold nobody back.
 */
class ShadowTests {

	private final PoolFixture fixture = new PoolFixture();

	private final List<String> shadowed = new ArrayList<>();

	ShadowTests() {
		this.fixture.listeners.add(new ApiKeyPoolListener() {

			@Override
			public void shadowed(KeyLease lease, String limit) {
				ShadowTests.this.shadowed.add(lease.key().id() + " " + limit);
			}

		});
	}

	private void open(PoolDefinition pool) {
		this.fixture.open(new Definitions(Map.of(pool.name(), pool), Map.of(), Map.of(), Duration.ZERO,
				new SettingsDefinition(null, true, false, OperationsDefinition.DEFAULTS), Map.of()));
	}

	private List<String> keys(int calls) {
		List<String> keys = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			KeyLease lease = this.fixture.lease();
			keys.add(lease.key().id());
			lease.succeeded();
		}
		return keys;
	}

	@Test
	void whatALimitWouldRefuseIsGrantedAndCounted() {
		open(PoolFixture.keys(1, "2/m"));
		assertThat(keys(5)).hasSize(5);
		assertThat(this.shadowed).containsExactly("a 2/m", "a 2/m", "a 2/m");
		assertThat(this.fixture.used("a", "2/m")).isEqualTo(5);
		assertThat(this.fixture.pool().snapshot().groups().get(0).limits().get(0).left()).isEqualTo(-3);
	}

	@Test
	void keysThatHaveSomethingLeftAreTakenFirst() {
		open(PoolFixture.keys(3, "2/m"));
		assertThat(keys(6)).containsExactly("a", "b", "c", "a", "b", "c");
		assertThat(this.shadowed).isEmpty();
		assertThat(keys(3)).containsExactlyInAnyOrder("a", "b", "c");
		assertThat(this.shadowed).hasSize(3);
	}

	@Test
	void afterTheWindowLimitsHoldAgain() {
		open(PoolFixture.keys(1, "2/m"));
		keys(5);
		this.shadowed.clear();
		this.fixture.pass(Duration.ofSeconds(61));
		keys(2);
		assertThat(this.shadowed).isEmpty();
		keys(1);
		assertThat(this.shadowed).hasSize(1);
	}

	@Test
	void slotsTokensAndThePoolsOwnLimitsAreLimitsToo() {
		PoolDefinition pool = PoolFixture.keys(1);
		open(pool.withLimits(new LimitsDefinition(
				List.of(LimitDefinition.parse("1 concurrent"), LimitDefinition.parse("100 tokens/m")),
				List.of(LimitDefinition.parse("4/m")), Map.of(), List.of(), 1)));
		KeyLease first = this.fixture.lease();
		KeyLease second = this.fixture.lease();
		assertThat(this.shadowed).containsExactly("a 1 concurrent");
		first.succeeded();
		second.succeeded();
		this.fixture.lease(PoolFixture.REQUEST.tokens(101)).succeeded();
		this.fixture.lease().succeeded();
		this.fixture.lease().succeeded();
		assertThat(this.shadowed).containsExactly("a 1 concurrent", "a 100 tokens/m", "a 4/m");
		assertThat(this.fixture.inFlight()).isZero();
		assertThat(this.fixture.used("a", "1 concurrent")).isZero();
	}

	@Test
	void anAdaptiveRateIsALimitToo() {
		PoolDefinition pool = PoolFixture.keys(1);
		PoliciesDefinition old = pool.policies();
		open(pool.withPolicies(new PoliciesDefinition(old.retry(), old.cooldown(), old.ban(), old.outcomes(),
				new AdaptiveDefinition(true, 2, 0.01, 1000, 0.0005, 0.98), old.batch())));
		keys(3);
		assertThat(this.shadowed).containsExactly("a adaptive rate", "a adaptive rate");
	}

	@Test
	void aKeyThatRestsOrIsDisabledIsNotTaken() {
		open(PoolFixture.keys(2, "1/m"));
		this.fixture.attempt(new CallOutcome.Throttled(this.fixture.in(Duration.ofMinutes(5)), true));
		assertThat(keys(3)).containsOnly("b");
		this.fixture.pool().disable("b", null);
		assertThat(this.fixture.isServed()).isFalse();
	}

	@Test
	void whoWaitsForARestGoesWhenItEndsWhateverTheLimitsSay() {
		open(PoolFixture.waiting(PoolFixture.keys(1, "1/d", "5 tokens/h"), Duration.ofMinutes(5)));
		keys(1);
		this.fixture.attempt(new CallOutcome.Throttled(this.fixture.in(Duration.ofMinutes(1)), true));
		CompletableFuture<KeyLease> waits = this.fixture.pool().acquireAsync(PoolFixture.REQUEST.tokens(6));
		assertThat(waits).isNotDone();
		this.fixture.pass(Duration.ofMinutes(1));
		assertThat(waits).isCompleted();
	}

	@Test
	void probationLetsOneCallThroughAtATime() {
		open(PoolFixture.keys(1, "1/h"));
		this.fixture.attempt(new CallOutcome.OutOfCredit(null));
		this.fixture.pass(Duration.ofHours(1));
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.PROBATION);
		KeyLease first = this.fixture.lease();
		assertThat(this.fixture.isServed()).isFalse();
		first.succeeded();
		assertThat(keys(2)).hasSize(2);
	}

	@Test
	void aNeedThatNothingCouldEverAdmitIsGranted() {
		open(PoolFixture.keys(1, "5 tokens/m"));
		assertThatNoException().isThrownBy(() -> this.fixture.lease(PoolFixture.REQUEST.tokens(6)).succeeded());
		assertThat(this.shadowed).containsExactly("a 5 tokens/m");
		this.fixture.open(PoolFixture.keys(1, "5 tokens/m"));
		assertThat(this.fixture.pool().acquireAsync(PoolFixture.REQUEST.tokens(6))).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(NeedExceedsLimitException.class);
	}

	@Test
	void aPoolAtItsLimitsServesNow() {
		open(PoolFixture.keys(1, "1/d"));
		keys(2);
		assertThat(this.fixture.pool().snapshot().servesAt()).isEqualTo(this.fixture.time.instant());
	}

}
