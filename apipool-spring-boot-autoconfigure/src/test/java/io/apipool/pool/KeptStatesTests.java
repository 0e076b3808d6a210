package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeptState;
import io.apipool.KeyState;
import io.apipool.LearntLimit;
import io.apipool.definition.AdaptiveDefinition;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.provider.AnnouncedLimit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rests, switches, learnt limits and rates outlive a restart.
 */
@Tag("any-jdk")
class KeptStatesTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private final KeptUsage kept = new KeptUsage();

	private PoolFixture first(PoolDefinition pool) {
		return this.kept.run(NOON).open(pool);
	}

	/**
	 * Ends a run and starts the next, some time later.
	 */
	private PoolFixture next(PoolFixture run, Duration later, PoolDefinition pool) {
		this.kept.keep(run);
		return this.kept.run(run.time.instant().plus(later)).open(pool);
	}

	private static void end(PoolFixture run, String key, CallOutcome outcome) {
		assertThat(run.attempt(outcome)).isEqualTo(key);
	}

	@Test
	void anAnnouncedRestGoesOnUntilItsEnd() {
		PoolDefinition pool = PoolFixture.keys(1);
		PoolFixture run = first(pool);
		end(run, "a", new CallOutcome.Throttled(run.in(Duration.ofMinutes(10)), true));
		PoolFixture next = next(run, Duration.ofMinutes(4), pool);
		assertThat(next.state("a")).isEqualTo(KeyState.COOLING);
		assertThat(next.key("a").until()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
		next.pass(Duration.ofMinutes(6));
		assertThat(next.state("a")).isEqualTo(KeyState.USABLE);
		assertThat(next.isServed()).isTrue();
	}

	@Test
	void anAnnouncedRestThatIsOverIsForgotten() {
		PoolDefinition pool = PoolFixture.keys(1);
		PoolFixture run = first(pool);
		end(run, "a", new CallOutcome.Throttled(run.in(Duration.ofMinutes(10)), true));
		PoolFixture next = next(run, Duration.ofMinutes(10), pool);
		assertThat(next.state("a")).isEqualTo(KeyState.USABLE);
		assertThat(next.pools().states().changed()).extracting(KeptState::state).containsExactly(KeyState.USABLE);
	}

	@Test
	void aGuessedRestEndsInProbation() {
		PoolDefinition pool = PoolFixture.keys(1);
		PoolFixture run = first(pool);
		end(run, "a", new CallOutcome.OutOfCredit(null));
		PoolFixture next = next(run, Duration.ofHours(2), pool);
		assertThat(next.state("a")).isEqualTo(KeyState.PROBATION);
		end(next, "a", new CallOutcome.OutOfCredit(null));
		assertThat(next.state("a")).isEqualTo(KeyState.OUT_OF_CREDIT);
		assertThat(next.key("a").until()).isEqualTo(next.in(Duration.ofHours(4)));
	}

	@Test
	void aRejectedKeyStaysOutWhileItsSecretIsTheSame() {
		PoolFixture run = first(PoolFixture.keys(1));
		end(run, "a", new CallOutcome.KeyRejected("wrong"));
		PoolFixture same = next(run, Duration.ofMinutes(1), PoolFixture.keys(1));
		assertThat(same.state("a")).isEqualTo(KeyState.INVALID);
		assertThat(same.key("a").reason()).isEqualTo("wrong");
		PoolFixture other = next(same, Duration.ofMinutes(1),
				PoolFixture.keys(0).withKeys(List.of(KeyDefinition.of("a", "another"))));
		assertThat(other.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void switchesLastUntilTheyAreLiftedOrOver() {
		PoolDefinition pool = PoolFixture.keys(3);
		PoolFixture run = first(pool);
		run.pool().disable("a", Duration.ofMinutes(10));
		run.pool().disable("b", null);
		run.pool().drain("c");
		PoolFixture next = next(run, Duration.ofMinutes(4), pool.withKeys(List.of(KeyDefinition.of("a", "new"),
				KeyDefinition.of("b", "secret-b"), KeyDefinition.of("c", "secret-c"))));
		assertThat(List.of(next.state("a"), next.state("b"), next.state("c"))).containsExactly(KeyState.DISABLED,
				KeyState.DISABLED, KeyState.DRAINING);
		assertThat(next.isServed()).isFalse();
		next.pass(Duration.ofMinutes(6));
		assertThat(next.isServed()).isTrue();
		next.pool().enable("b");
		PoolFixture last = next(next, Duration.ofMinutes(1), pool);
		assertThat(List.of(last.state("a"), last.state("b"), last.state("c"))).containsExactly(KeyState.USABLE,
				KeyState.USABLE, KeyState.DRAINING);
	}

	@Test
	void aKeyThatComesBackFindsItsState() {
		PoolFixture run = first(PoolFixture.keys(2));
		run.pool().disable("b", null);
		PoolFixture next = next(run, Duration.ofMinutes(1), PoolFixture.keys(1));
		next.pool().add(KeyDefinition.of("b", "secret-b"));
		assertThat(next.state("b")).isEqualTo(KeyState.DISABLED);
	}

	@Test
	void aLearntLimitCountsUntilItsReset() {
		PoolDefinition pool = PoolFixture.answered(PoolFixture.keys(1));
		PoolFixture run = first(pool);
		announce(run, "daily", 100, 3, Duration.ofHours(1));
		PoolFixture next = next(run, Duration.ofMinutes(30), pool);
		LearntLimit learnt = next.pool().snapshot().groups().get(0).learnt().get(0);
		assertThat(learnt.limit()).isEqualTo(100);
		assertThat(learnt.left()).isEqualTo(3);
		assertThat(learnt.toldAt()).isBefore(NOON.plusSeconds(1));
		next.lease();
		next.lease();
		next.lease();
		assertThat(next.isServed()).isFalse();
		next.pass(Duration.ofMinutes(31));
		assertThat(next.pool().snapshot().groups().get(0).learnt()).isEmpty();
		assertThat(next.isServed()).isTrue();
	}

	@Test
	void whatAnAnswerTellsReplacesWhatWasKept() {
		PoolDefinition pool = PoolFixture.answered(PoolFixture.keys(1));
		PoolFixture run = first(pool);
		announce(run, "daily", 100, 3, Duration.ofHours(1));
		PoolFixture next = next(run, Duration.ofMinutes(30), pool);
		announce(next, "daily", 500, 400, Duration.ofMinutes(30));
		assertThat(next.pool().snapshot().groups().get(0).learnt()).singleElement()
			.satisfies((learnt) -> assertThat(learnt.left()).isEqualTo(400));
	}

	private static void announce(PoolFixture run, String name, double limit, double remaining, Duration reset) {
		var lease = run.lease();
		run.pass(Duration.ofMillis(1));
		AnnouncedLimits.tell(lease, List.of(new AnnouncedLimit(name, "requests", null, limit, remaining, run.in(reset),
				AnnouncedLimit.Precision.INSTANT, null, AnnouncedLimit.Source.HEADER)));
		lease.succeeded();
	}

	@Test
	void anAdaptiveRateGoesOnWhereItWas() {
		PoolDefinition plain = PoolFixture.keys(1);
		PoliciesDefinition old = plain.policies();
		PoolDefinition pool = plain.withPolicies(new PoliciesDefinition(old.retry(), old.cooldown(), old.ban(),
				old.outcomes(), new AdaptiveDefinition(true, 2, 0.01, 1000, 0.0005, 0.98), old.batch()));
		PoolFixture run = first(pool);
		run.attempt(new CallOutcome.Throttled(null, false));
		Double learnt = run.pool().snapshot().rate();
		assertThat(learnt).isLessThan(2);
		PoolFixture next = next(run, Duration.ofMinutes(1), pool);
		assertThat(next.pool().snapshot().rate()).isEqualTo(learnt);
	}

	@Test
	void aSharedGroupIsKeptOnce() {
		Map<String, PoolDefinition> pools = Map.of("demo", sharing("demo"), "other", sharing("other"));
		Definitions definitions = new Definitions(pools, Map.of("account", List.of(LimitDefinition.parse("9/m"))),
				Map.of(), Duration.ZERO);
		PoolFixture run = this.kept.run(NOON).open(definitions);
		run.attempt(new CallOutcome.Throttled(run.in(Duration.ofMinutes(5)), true));
		assertThat(run.pools().states().changed()).singleElement()
			.satisfies((state) -> assertThat(state.place()).isEqualTo(new KeptState.Place("", "account", "", "")));
		this.kept.keep(run);
		PoolFixture next = this.kept.run(NOON.plusSeconds(60)).open(definitions);
		assertThat(next.pools().get("other").keys().get(0).state()).isEqualTo(KeyState.COOLING);
		assertThat(next.state("key-of-demo")).isEqualTo(KeyState.COOLING);
	}

	private static PoolDefinition sharing(String name) {
		return PoolDefinition.of(name)
			.withKeys(List.of(KeyDefinition.of("key-of-" + name, "secret of " + name).withQuotaGroup("account")));
	}

	@Test
	void whatDidNotChangeIsNotHandedOut() {
		PoolFixture run = first(PoolFixture.keys(2, "10/m"));
		assertThat(run.pools().states().changed()).isEmpty();
		run.attempt(CallRequest.of("op"), new CallOutcome.Throttled(run.in(Duration.ofMinutes(5)), true));
		List<KeptState> changed = run.pools().states().changed();
		assertThat(changed).hasSize(1);
		run.pools().states().written(changed);
		run.pass(Duration.ofMinutes(1));
		assertThat(run.pools().states().changed()).isEmpty();
	}

	@Test
	void whatWasNotWrittenIsHandedOutAgain() {
		PoolFixture run = first(PoolFixture.keys(2));
		run.pool().disable("a", null);
		run.pool().disable("b", null);
		List<KeptState> changed = run.pools().states().changed();
		assertThat(changed).hasSize(2);
		run.pools().states().written(changed.subList(0, 1));
		assertThat(run.pools().states().changed()).extracting((state) -> state.place().keyId()).containsExactly("b");
		run.pool().enable("a");
		assertThat(run.pools().states().changed()).extracting(KeptState::state)
			.containsExactly(KeyState.USABLE, KeyState.DISABLED);
	}

	@Test
	void whatHasChangedWhileItWasWrittenIsHandedOutAgain() {
		PoolFixture run = first(PoolFixture.keys(1));
		run.pool().disable("a", null);
		List<KeptState> changed = run.pools().states().changed();
		run.pool().drain("a");
		run.pools().states().written(changed);
		assertThat(run.pools().states().changed()).extracting(KeptState::state).containsExactly(KeyState.DRAINING);
		run.pools().states().written(changed);
		assertThat(run.pools().states().changed()).extracting(KeptState::state).containsExactly(KeyState.DRAINING);
	}

	@Test
	void noSecretIsKept() {
		PoolFixture run = first(PoolFixture.keys(2));
		end(run, "a", new CallOutcome.KeyRejected("nobody knows secret-a"));
		run.pool().disable("b", null);
		List<KeptState> changed = run.pools().states().changed();
		assertThat(changed).extracting(KeptState::state).containsExactlyInAnyOrder(KeyState.INVALID, KeyState.DISABLED);
		assertThat(changed.toString()).contains("nobody knows").doesNotContain("secret-a", "secret-b");
	}

	@Test
	void ofKeysThatAreRotatedNoMoreAndMoreIsRemembered() {
		PoolFixture run = first(PoolFixture.keys(1));
		for (int i = 0; i < 3 * PoolStates.MOST_GONE; i++) {
			run.pools()
				.apply(Definitions.of(PoolFixture.keys(0).withKeys(List.of(KeyDefinition.of("k" + i, "secret-" + i)))));
			run.attempt(new CallOutcome.Throttled(run.in(Duration.ofDays(1)), true));
			run.pools().states().written(run.pools().states().changed());
		}
		assertThat(run.pools().states().remembered()).isBetween(PoolStates.MOST_GONE, PoolStates.MOST_GONE + 10);
	}

	@Test
	void ofAKeyWhoseRestIsOverNothingIsRemembered() {
		PoolFixture run = first(PoolFixture.keys(1));
		run.attempt(new CallOutcome.Throttled(run.in(Duration.ofMinutes(1)), true));
		run.pools().states().written(run.pools().states().changed());
		assertThat(run.pools().states().remembered()).isEqualTo(1);
		run.pass(Duration.ofMinutes(2));
		List<KeptState> over = run.pools().states().changed();
		assertThat(over).extracting(KeptState::state).containsExactly(KeyState.USABLE);
		run.pools().states().written(over);
		assertThat(run.pools().states().remembered()).isZero();
		assertThat(run.pools().states().changed()).isEmpty();
	}

}
