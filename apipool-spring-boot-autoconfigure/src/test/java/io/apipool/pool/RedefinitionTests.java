package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.PoolClosedException;
import io.apipool.PoolSnapshot;
import io.apipool.UnknownPoolException;
import io.apipool.Usage;
import io.apipool.definition.Definitions;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.ModelDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Pools whose configuration changes while they run.
 */
class RedefinitionTests {

	private static final CallOutcome SUCCEEDED = new CallOutcome.Succeeded(Usage.none());

	private static final CallOutcome REJECTED = new CallOutcome.KeyRejected("no");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final PoolFixture two = PoolFixture.of(PoolFixture.keys(2, "10/m"));

	private static AppliedChanges apply(PoolFixture fixture, PoolDefinition... pools) {
		return fixture.pools().apply(Definitions.of(pools));
	}

	private static PoolDefinition with(PoolDefinition pool, String id, UnaryOperator<KeyDefinition> change) {
		return pool.withKeys(pool.keys().stream().map((key) -> key.id().equals(id) ? change.apply(key) : key).toList());
	}

	private static PoolDefinition limited(PoolDefinition pool, LimitsDefinition limits) {
		return new PoolDefinition(pool.name(), pool.keys(), pool.sources(), pool.target(), pool.strategy(), limits,
				pool.waiting(), pool.policies(), pool.custom());
	}

	private static LimitsDefinition limits(List<String> group, List<String> whole, ModelDefinition... models) {
		return new LimitsDefinition(group.stream().map(LimitDefinition::parse).toList(),
				whole.stream().map(LimitDefinition::parse).toList(), Map.of(), List.of(models), 1);
	}

	private static ModelDefinition model(String match, String limit) {
		return new ModelDefinition(List.of(match), List.of(LimitDefinition.parse(limit)), null);
	}

	private static List<String> taken(PoolFixture fixture, int calls) {
		List<String> taken = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			taken.add(fixture.attempt(SUCCEEDED));
		}
		return taken;
	}

	@Test
	void whatIsTheSameChangesNothing() {
		assertThat(apply(this.two, PoolFixture.keys(2, "10/m"))).isSameAs(AppliedChanges.NONE);
	}

	@Test
	void aNewKeyJoins() {
		AppliedChanges changes = apply(this.two, PoolFixture.keys(3, "10/m"));
		assertThat(changes.keys()).containsExactly(new KeyChanges("demo", Set.of("c"), Set.of(), Set.of(), Set.of()));
		assertThat(taken(this.two, 3)).contains("c");
	}

	@Test
	void aKeyThatIsGoneIsGivenToNoFurtherCallAndCallsThatHoldItEndNormally() {
		KeyLease held = this.two.lease();
		assertThat(held.key().id()).isEqualTo("a");
		AppliedChanges changes = apply(this.two,
				PoolFixture.keys(2, "10/m").withKeys(List.of(KeyDefinition.of("b", "secret-b"))));
		assertThat(changes.keys().get(0).removed()).containsExactly("a");
		assertThat(taken(this.two, 5)).containsOnly("b");
		assertThat(held.key().value()).isEqualTo("secret-a");
		held.succeeded();
		assertThat(this.two.pool().keys()).hasSize(1);
	}

	@Test
	void aKeyThatComesBackIsAsItWas() {
		this.two.attempt(SUCCEEDED);
		this.two.attempt(REJECTED);
		assertThat(this.two.state("b")).isEqualTo(KeyState.INVALID);
		PoolDefinition without = PoolFixture.keys(1, "10/m");
		apply(this.two, without);
		AppliedChanges back = apply(this.two, PoolFixture.keys(2, "10/m"));
		assertThat(back.keys().get(0).restored()).containsExactly("b");
		assertThat(back.keys().get(0).added()).isEmpty();
		assertThat(this.two.state("b")).isEqualTo(KeyState.INVALID);
	}

	@Test
	void whatAKeyHasUsedCountsWhenItComesBack() {
		PoolFixture one = PoolFixture.of(PoolFixture.keys(1, "3/m"));
		taken(one, 3);
		apply(one, PoolFixture.keys(1, "3/m").withKeys(List.of(KeyDefinition.of("b", "secret-b"))));
		apply(one, PoolFixture.keys(1, "3/m"));
		assertThat(one.used("a", "3/m")).isEqualTo(3);
		assertThat(one.isServed()).isFalse();
	}

	@Test
	void aKeyThatComesBackWhenNothingCountsAnyMoreIsNew() {
		taken(this.two, 2);
		apply(this.two, PoolFixture.keys(1, "10/m"));
		this.two.pass(MINUTE.multipliedBy(2));
		AppliedChanges back = apply(this.two, PoolFixture.keys(2, "10/m"));
		assertThat(back.keys().get(0).added()).containsExactly("b");
		assertThat(back.keys().get(0).restored()).isEmpty();
	}

	@Test
	void nothingIsKeptForMoreThanThirtyTwoDays() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(2));
		fixture.pool().disable("b", null);
		apply(fixture, PoolFixture.keys(1));
		fixture.pass(Duration.ofDays(33));
		apply(fixture, PoolFixture.keys(2));
		assertThat(fixture.state("b")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void anOperatorsSwitchSurvives() {
		this.two.pool().disable("b", null);
		apply(this.two, PoolFixture.keys(3, "20/m"));
		assertThat(this.two.state("b")).isEqualTo(KeyState.DISABLED);
		apply(this.two, PoolFixture.keys(1, "20/m"));
		apply(this.two, PoolFixture.keys(2, "20/m"));
		assertThat(this.two.state("b")).isEqualTo(KeyState.DISABLED);
	}

	@Test
	void aNewSecretUnderTheSameIdLiftsTheRejectionOfTheOldOne() {
		KeyLease old = this.two.lease();
		this.two.attempt(SUCCEEDED);
		this.two.attempt(REJECTED);
		assertThat(this.two.state("a")).isEqualTo(KeyState.INVALID);
		AppliedChanges changes = apply(this.two,
				with(PoolFixture.keys(2, "10/m"), "a", (key) -> key.withSecret(Secret.of("rotated"))));
		assertThat(changes.keys().get(0).updated()).containsExactly("a");
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
		assertThat(old.key().value()).isEqualTo("secret-a");
		old.ended(REJECTED);
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
		assertThat(this.two.used("a", "10/m")).isEqualTo(0);
	}

	@Test
	void whatAnOldSecretMeetsAfterwardsCountsAndChangesNothing() {
		KeyLease old = this.two.lease();
		apply(this.two, with(PoolFixture.keys(2, "10/m"), "a", (key) -> key.withSecret(Secret.of("rotated"))));
		this.two.pass(Duration.ofNanos(1));
		old.ended(new CallOutcome.Throttled(this.two.in(MINUTE), true));
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
		assertThat(this.two.used("a", "10/m")).isEqualTo(1);
	}

	@Test
	void aRotatedSecretIsHandedOutFromThenOn() {
		apply(this.two, with(PoolFixture.keys(2, "10/m"), "a", (key) -> key.withSecret(Secret.of("rotated"))));
		assertThat(List.of(this.two.lease().key().value(), this.two.lease().key().value()))
			.containsExactlyInAnyOrder("rotated", "secret-b");
	}

	@Test
	void secretsMayBeSwapped() {
		PoolDefinition swapped = with(
				with(PoolFixture.keys(2, "10/m"), "a", (key) -> key.withSecret(Secret.of("secret-b"))), "b",
				(key) -> key.withSecret(Secret.of("secret-a")));
		assertThat(apply(this.two, swapped).keys().get(0).updated()).containsExactlyInAnyOrder("a", "b");
		KeyLease lease = this.two.lease();
		assertThat(lease.key().value()).isEqualTo(lease.key().id().equals("a") ? "secret-b" : "secret-a");
	}

	@Test
	void theOutcomesOfACallUnderWayCountThoughAnotherThingOfItsKeyHasChanged() {
		KeyLease held = this.two.lease();
		apply(this.two, with(PoolFixture.keys(2, "10/m"), "a", (key) -> key.withTier(1)));
		held.ended(REJECTED);
		assertThat(this.two.state("a")).isEqualTo(KeyState.INVALID);
	}

	@Test
	void anotherOrderChangesNoKey() {
		assertThat(taken(this.two, 1)).containsExactly("a");
		assertThat(this.two.attempt(REJECTED)).isEqualTo("b");
		assertThat(taken(this.two, 1)).containsExactly("a");
		PoolDefinition turned = PoolFixture.keys(2, "10/m")
			.withKeys(List.of(KeyDefinition.of("b", "secret-b"), KeyDefinition.of("a", "secret-a")));
		assertThat(apply(this.two, turned).keys()).isEmpty();
		assertThat(this.two.pool().keys()).extracting((key) -> key.id()).containsExactly("b", "a");
		assertThat(this.two.state("b")).isEqualTo(KeyState.INVALID);
		assertThat(this.two.state("a")).isEqualTo(KeyState.USABLE);
		assertThat(this.two.used("b", "10/m")).isZero();
		assertThat(this.two.used("a", "10/m")).isEqualTo(2);
		assertThat(taken(this.two, 2)).containsOnly("a");
	}

	@Test
	void theStateOfAKeyThatIsGoneDoesNotPassToTheOneBehindIt() {
		assertThat(this.two.attempt(REJECTED)).isEqualTo("a");
		apply(this.two, PoolFixture.keys(2, "10/m").withKeys(List.of(KeyDefinition.of("b", "secret-b"))));
		assertThat(this.two.state("b")).isEqualTo(KeyState.USABLE);
		assertThat(taken(this.two, 3)).containsOnly("b");
		apply(this.two, PoolFixture.keys(2, "10/m"));
		assertThat(this.two.state("a")).isEqualTo(KeyState.INVALID);
		assertThat(this.two.state("b")).isEqualTo(KeyState.USABLE);
		assertThat(this.two.used("b", "10/m")).isEqualTo(3);
		assertThat(taken(this.two, 2)).containsOnly("b");
	}

	@Test
	void aChangedAmountKeepsWhatWasCounted() {
		taken(this.two, 6);
		AppliedChanges changes = apply(this.two, PoolFixture.keys(2, "4/m"));
		assertThat(changes.redefined()).containsExactly("demo");
		assertThat(changes.keys()).isEmpty();
		assertThat(taken(this.two, 2)).containsExactlyInAnyOrder("a", "b");
		assertThat(this.two.isServed()).isFalse();
		apply(this.two, PoolFixture.keys(2, "5/m"));
		assertThat(taken(this.two, 2)).containsExactlyInAnyOrder("a", "b");
		assertThat(this.two.isServed()).isFalse();
	}

	@Test
	void aCallThatWaitsGoesOnceTheLimitIsLarger() {
		PoolFixture one = PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(1, "1/m"), MINUTE));
		taken(one, 1);
		CompletableFuture<KeyLease> waiting = one.pool().acquireAsync(PoolFixture.REQUEST);
		assertThat(waiting).isNotDone();
		apply(one, PoolFixture.waiting(PoolFixture.keys(1, "2/m"), MINUTE));
		assertThat(waiting).isCompleted();
	}

	@Test
	void aCallThatWaitsGoesOnceAKeyJoins() {
		PoolFixture one = PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(1, "1/m"), MINUTE));
		taken(one, 1);
		CompletableFuture<KeyLease> waiting = one.pool().acquireAsync(PoolFixture.REQUEST);
		apply(one, PoolFixture.waiting(PoolFixture.keys(2, "1/m"), MINUTE));
		assertThat(waiting).isCompletedWithValueMatching((lease) -> lease.key().id().equals("b"));
	}

	@Test
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void aLimitOfThePoolThatIsNewCountsTheCallsThatHaveBeenWaitingToo() {
		PoolDefinition pool = PoolFixture.waiting(PoolFixture.keys(2, "1/m"), MINUTE.multipliedBy(5));
		PoolFixture fixture = PoolFixture.of(pool);
		taken(fixture, 2);
		CompletableFuture<KeyLease> first = fixture.pool().acquireAsync(PoolFixture.REQUEST);
		CompletableFuture<KeyLease> second = fixture.pool().acquireAsync(PoolFixture.REQUEST);
		apply(fixture, limited(pool, limits(List.of("5/m"), List.of("1/h"))));
		assertThat(List.of(first, second)).filteredOn((call) -> !call.isCompletedExceptionally()).hasSize(1);
	}

	@Test
	void aStrategyMayChange() {
		PoolDefinition tiers = with(PoolFixture.keys(2, "10/m"), "b", (key) -> key.withTier(1));
		PoolDefinition tiered = new PoolDefinition("demo", tiers.keys(), tiers.sources(), tiers.target(), "tiered",
				tiers.limits(), tiers.waiting(), tiers.policies(), tiers.custom());
		apply(this.two, tiered);
		assertThat(taken(this.two, 4)).containsOnly("a");
	}

	@Test
	void aKeyMayMoveToAnotherQuotaGroup() {
		taken(this.two, 2);
		apply(this.two, with(PoolFixture.keys(2, "10/m"), "b", (key) -> key.withQuotaGroup("a")));
		taken(this.two, 2);
		assertThat(this.two.pool().snapshot().groups()).hasSize(1);
		assertThat(this.two.used("a", "10/m")).isEqualTo(3);
	}

	@Test
	void aCallThatHoldsAKeyWhoseGroupChangesIsSettledWhereItWasCounted() {
		KeyLease held = this.two.lease(PoolFixture.REQUEST.tokens(0));
		PoolFixture busy = PoolFixture.of(PoolFixture.keys(2, "1 concurrent"));
		KeyLease first = busy.lease();
		apply(busy, with(PoolFixture.keys(2, "1 concurrent"), first.key().id(), (key) -> key.withQuotaGroup("other")));
		first.succeeded();
		assertThat(busy.inFlight()).isZero();
		assertThat(busy.used("other", "1 concurrent")).isZero();
		held.close();
	}

	@Test
	void modelsMayComeAndGoWhileCallsOfThemRun() {
		PoolDefinition pool = PoolFixture.keys(1);
		PoolFixture fixture = PoolFixture
			.of(limited(pool, limits(List.of(), List.of(), model("small", "5 concurrent"))));
		CallRequest small = CallRequest.of("op").model("small");
		CallRequest large = CallRequest.of("op").model("large");
		KeyLease held = fixture.lease(small);
		apply(fixture, limited(pool,
				limits(List.of(), List.of(), model("large", "1 concurrent"), model("small", "1 concurrent"))));
		assertThat(fixture.isServed(small)).isFalse();
		KeyLease other = fixture.lease(large);
		assertThat(fixture.isServed(large)).isFalse();
		held.succeeded();
		assertThat(fixture.isServed(small)).isTrue();
		other.succeeded();
		assertThat(fixture.isServed(large)).isTrue();
		apply(fixture, pool);
		assertThat(fixture.pool().snapshot().groups().get(0).models()).isEmpty();
	}

	@Test
	void aPoolThatIsRemovedEndsItsWaitingCallsAndLetsThoseGoOnThatHoldAKey() {
		PoolDefinition busy = PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent"), MINUTE);
		PoolFixture fixture = PoolFixture.of(busy, PoolDefinition.of("other").withKeys(List.of(KeyDefinition.of("x"))));
		PooledCalls pool = fixture.pool();
		KeyLease held = fixture.lease();
		CompletableFuture<KeyLease> waiting = pool.acquireAsync(PoolFixture.REQUEST);
		AppliedChanges changes = apply(fixture, PoolDefinition.of("other").withKeys(List.of(KeyDefinition.of("x"))));
		assertThat(changes.removed()).containsExactly("demo");
		assertThat(waiting).isCompletedExceptionally();
		assertThatExceptionOfType(UnknownPoolException.class).isThrownBy(fixture::pool);
		assertThatExceptionOfType(PoolClosedException.class).isThrownBy(() -> pool.acquire(PoolFixture.REQUEST));
		held.succeeded();
		assertThat(fixture.events.take("ended a succeeded")).isNotEmpty();
		AppliedChanges back = apply(fixture, busy);
		assertThat(back.added()).containsExactly("demo");
		assertThat(fixture.pool()).isSameAs(pool);
		assertThat(fixture.isServed()).isTrue();
	}

	@Test
	void aPoolThatIsNewIsThere() {
		PoolDefinition late = PoolDefinition.of("late").withKeys(List.of(KeyDefinition.of("x", "secret-x")));
		AppliedChanges changes = apply(this.two, PoolFixture.keys(2, "10/m"), late);
		assertThat(changes.added()).containsExactly("late");
		assertThat(this.two.pools().get("late").acquire(PoolFixture.REQUEST).key().id()).isEqualTo("x");
		assertThat(this.two.pools().names()).containsExactly("demo", "late");
	}

	@Test
	void aPoolThatWasOpenedByProgramStays() {
		this.two.pools().open(PoolDefinition.of("late").withKeys(List.of(KeyDefinition.of("x", "secret-x"))));
		apply(this.two, PoolFixture.keys(1, "10/m"));
		assertThat(this.two.pools().names()).containsExactly("demo", "late");
	}

	@Test
	void whatAProgramHasDoneStays() {
		this.two.pool().add(KeyDefinition.of("own", "secret-own"));
		this.two.pool().remove("a");
		apply(this.two, PoolFixture.keys(3, "10/m"));
		assertThat(this.two.pool().keys()).extracting((key) -> key.id()).containsExactly("b", "c", "own");
	}

	@Test
	void aSecretThatAProgramHasAddedMovesToItsConfiguredId() {
		this.two.pool().add(KeyDefinition.of("own", "secret-c"));
		AppliedChanges changes = apply(this.two, PoolFixture.keys(3, "10/m"));
		assertThat(changes.keys().get(0).removed()).containsExactly("own");
		assertThat(this.two.pool().keys()).extracting((key) -> key.id()).containsExactly("a", "b", "c");
	}

	@Test
	void theLimitsOfASharedGroupChangeForAllItsPools() {
		PoolDefinition one = PoolFixture.keys(1)
			.withKeys(List.of(KeyDefinition.of("a", "secret-a").withQuotaGroup("account")));
		PoolDefinition other = new PoolDefinition("other", one.keys(), one.sources(), one.target(), one.strategy(),
				one.limits(), one.waiting(), one.policies(), one.custom());
		PoolFixture fixture = new PoolFixture().open(shared("2/m", one, other));
		taken(fixture, 1);
		fixture.pools().get("other").acquire(PoolFixture.REQUEST).succeeded();
		assertThat(fixture.isServed()).isFalse();
		fixture.pools().apply(shared("3/m", one, other));
		assertThat(fixture.used("account", "3/m")).isEqualTo(2);
		assertThat(fixture.isServed()).isTrue();
	}

	private static Definitions shared(String limit, PoolDefinition... pools) {
		return new Definitions(Definitions.of(pools).pools(), Map.of("account", List.of(LimitDefinition.parse(limit))),
				Map.of(), Duration.ZERO);
	}

	@Test
	void whatCannotBeDoneWhilePoolsRunIsRefusedAndChangesNothing() {
		PoolDefinition one = limited(PoolFixture.keys(1),
				limits(List.of(), List.of(), model("x", "1/m"), model("y", "1/m")));
		PoolDefinition other = named("other",
				limited(one, limits(List.of(), List.of(), model("y", "1/m"), model("z", "1/m"))));
		PoolFixture fixture = PoolFixture.of(one, other);
		List<PoolSnapshot> before = snapshots(fixture);
		PoolDefinition grouped = with(one, "a", (key) -> key.withQuotaGroup("account"));
		Definitions sharing = shared("1/m", grouped,
				named("other", with(other, "a", (key) -> key.withQuotaGroup("account"))));
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(() -> fixture.pools().apply(sharing))
			.withMessageContaining("apipool.pools.")
			.withMessageContaining("restart the application");
		assertThat(snapshots(fixture)).isEqualTo(before);
		assertThat(fixture.key("a").quotaGroup()).isEqualTo("a");
		CallRequest both = CallRequest.of("op").model("y");
		assertThat(fixture.pools().get("other").tryAcquire(both)).isPresent();
		assertThat(fixture.pools().get("other").tryAcquire(both)).isEmpty();
		assertThat(fixture.pool().tryAcquire(both)).isPresent();
	}

	private static List<PoolSnapshot> snapshots(PoolFixture fixture) {
		return List.of(fixture.pool().snapshot(), fixture.pools().get("other").snapshot());
	}

	private static PoolDefinition named(String name, PoolDefinition pool) {
		return new PoolDefinition(name, pool.keys(), pool.sources(), pool.target(), pool.strategy(), pool.limits(),
				pool.waiting(), pool.policies(), pool.custom());
	}

	@Test
	void whatIsLeftOfKeysThatCameAndWentIsForgotten() {
		for (int i = 0; i < 200; i++) {
			KeyDefinition key = KeyDefinition.of("key-" + i, "secret-" + i);
			apply(this.two, PoolFixture.keys(1, "10/m").withKeys(List.of(key)));
			taken(this.two, 1);
			this.two.pass(MINUTE);
		}
		this.two.pass(MINUTE);
		apply(this.two, PoolFixture.keys(1, "10/m"));
		assertThat(this.two.pools().groupCount()).isEqualTo(1);
	}

	@Test
	void whatAPoolHasUsedCountsWhenItIsBack() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(2, "3/d@UTC"));
		taken(fixture, 4);
		apply(fixture);
		fixture.pass(MINUTE.multipliedBy(30));
		apply(fixture, PoolFixture.keys(2, "3/d@UTC"));
		assertThat(fixture.used("a", "3/d@UTC")).isEqualTo(2);
		taken(fixture, 2);
		assertThat(fixture.isServed()).isFalse();
	}

}
