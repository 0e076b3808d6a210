package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.apipool.LimitSnapshot;
import io.apipool.Timekeeper;
import io.apipool.definition.LimitDefinition;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every store of permits promises. A store's own test makes the store.
 */
abstract class PermitStoreContractTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-03-02T10:00:00Z"));

	private PermitStore store;

	abstract PermitStore createStore(Timekeeper timekeeper);

	@BeforeEach
	void createStore() {
		this.store = createStore(this.time);
	}

	@Test
	void grantsAsManyAsTheLimitSaysAndNotOneMore() {
		PermitScope scope = open(TestLimits.requests(3, MINUTE));
		for (int i = 0; i < 3; i++) {
			assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isTrue();
		}
		assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isFalse();
	}

	@Test
	void beginsANewCountUnderTheNameOfAClosedScope() {
		PermitScope closed = open(TestLimits.requests(1, MINUTE));
		granted(Need.REQUEST, closed);
		this.store.close(closed);
		assertThat(admit(TestClaim.of(Need.REQUEST, open(TestLimits.requests(1, MINUTE))))).isTrue();
		assertThat(admit(TestClaim.of(Need.REQUEST, closed))).isFalse();
	}

	@Test
	void admitsAgainWhenTheWindowHasPassedSinceTheAnswer() {
		PermitScope scope = open(TestLimits.sliding(1, "requests", MINUTE, Duration.ofSeconds(2)));
		TestClaim claim = granted(Need.REQUEST, scope);
		this.time.advance(Duration.ofSeconds(1));
		settle(claim, Need.REQUEST);
		this.time.advance(MINUTE.minusNanos(1));
		assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isFalse();
		this.time.advance(Duration.ofNanos(1));
		assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isTrue();
	}

	@Test
	void waitsForTheMarginOnlyWhereNoAnswerCame() {
		PermitScope scope = open(TestLimits.sliding(1, "requests", MINUTE, Duration.ofSeconds(2)));
		granted(Need.REQUEST, scope);
		this.time.advance(MINUTE.plusSeconds(2).minusNanos(1));
		assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isFalse();
		this.time.advance(Duration.ofNanos(1));
		assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isTrue();
	}

	@Test
	void countsTheMarginFromWhenTheRequestWasWritten() {
		PermitScope scope = open(TestLimits.sliding(1, "requests", MINUTE, Duration.ofSeconds(2)));
		TestClaim claim = granted(Need.REQUEST, scope);
		this.time.advance(Duration.ofSeconds(30));
		this.store.sent(claim, now());
		TestClaim refused = TestClaim.of(Need.REQUEST, scope);
		assertThat(admit(refused)).isFalse();
		assertThat(refused.refusal().until()).isEqualTo(now() + MINUTE.plusSeconds(2).toNanos());
	}

	@Test
	void countsACallAgainThatIsWrittenAfterItsPermitHasLeft() {
		PermitScope scope = open(TestLimits.requests(1, MINUTE));
		TestClaim slow = granted(Need.REQUEST, scope);
		this.time.advance(MINUTE);
		TestClaim other = granted(Need.REQUEST, scope);
		this.store.sent(slow, now());
		assertThat(snapshot(scope).left()).isEqualTo(-1);
		settle(slow, Need.NONE);
		settle(other, Need.NONE);
		assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isFalse();
		this.time.advance(MINUTE);
		assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isTrue();
	}

	@Test
	void takesFromNothingWhereOneOfManyRefuses() {
		PermitScope named = this.store.open(TestLimits.scope("named", TestLimits.requests(9, MINUTE)));
		PermitScope pool = this.store.open(TestLimits.scope("pool", TestLimits.requests(9, MINUTE),
				TestLimits.bucket(9, "requests", MINUTE, 9), TestLimits.concurrent(9)));
		PermitScope group = this.store.open(new ScopeDefinition("group", List.of(TestLimits.requests(9, MINUTE)),
				List.of(List.of(), List.of(TestLimits.tokens(100, MINUTE))),
				new ScopeDefinition.Terms(1, MINUTE, false)));
		PermitPath path = new PermitPath(List.of(new PermitPath.Shared(named, TestLimits.only("requests", 2)),
				new PermitPath.Shared(pool, null)), 1);
		assertThat(admit(new TestClaim(path, TestLimits.tokens(60), List.of(group)))).isTrue();
		List<LimitSnapshot> before = snapshots(named, pool, group);

		TestClaim refused = new TestClaim(path, TestLimits.tokens(60), List.of(group));
		assertThat(admit(refused)).isFalse();

		assertThat(refused.refusal().scope()).isEqualTo(group);
		assertThat(refused.refusal().limits()).containsExactly(TestLimits.tokens(100, MINUTE));
		assertThat(snapshots(named, pool, group)).isEqualTo(before);
		assertThat(before).extracting(LimitSnapshot::used).containsExactly(2.0, 1.0, 1.0, 1.0, 1.0, 60.0);
	}

	@Test
	void takesForAModelFromTheGroupsOwnLimitsToo() {
		PermitScope group = this.store.open(new ScopeDefinition("group", List.of(TestLimits.requests(3, MINUTE)),
				List.of(List.of(TestLimits.requests(2, MINUTE)), List.of(TestLimits.requests(2, MINUTE))),
				new ScopeDefinition.Terms(1, MINUTE, false)));
		PermitPath first = new PermitPath(List.of(), 0);
		PermitPath second = new PermitPath(List.of(), 1);
		assertThat(admit(new TestClaim(first, Need.REQUEST, List.of(group)))).isTrue();
		assertThat(admit(new TestClaim(first, Need.REQUEST, List.of(group)))).isTrue();
		assertThat(admit(new TestClaim(first, Need.REQUEST, List.of(group)))).isFalse();
		assertThat(admit(new TestClaim(second, Need.REQUEST, List.of(group)))).isTrue();
		assertThat(admit(new TestClaim(second, Need.REQUEST, List.of(group)))).isFalse();
		assertThat(group.snapshot(0, now()).get(0).used()).isEqualTo(2);
		assertThat(group.snapshot(PermitScope.NO_MODEL, now()).get(0).used()).isEqualTo(3);
	}

	@Test
	void grantsTheFirstCandidateThatAdmits() {
		PermitScope full = open("full", TestLimits.requests(1, MINUTE));
		PermitScope free = open("free", TestLimits.requests(1, MINUTE));
		PermitScope last = open("last", TestLimits.requests(1, MINUTE));
		granted(Need.REQUEST, full);
		TestClaim claim = TestClaim.of(Need.REQUEST, full, free, last);
		assertThat(admit(claim)).isTrue();
		assertThat(claim.scope()).isEqualTo(free);
		assertThat(claim.refusals()).extracting(Refusal::scope).containsExactly(full);
		assertThat(snapshot(last).used()).isZero();
	}

	@Test
	void asksNoFurtherCandidateWhereASharedScopeRefuses() {
		PermitScope pool = open("pool", TestLimits.requests(1, MINUTE));
		PermitScope one = open("one", TestLimits.requests(9, MINUTE));
		PermitScope two = open("two", TestLimits.requests(9, MINUTE));
		PermitPath path = new PermitPath(List.of(new PermitPath.Shared(pool, null)), PermitScope.NO_MODEL);
		assertThat(admit(new TestClaim(path, Need.REQUEST, List.of(one, two)))).isTrue();
		TestClaim refused = new TestClaim(path, Need.REQUEST, List.of(one, two));
		assertThat(admit(refused)).isFalse();
		assertThat(refused.refusals()).extracting(Refusal::scope).containsExactly(pool);
		assertThat(snapshot(one).used()).isEqualTo(1);
		assertThat(snapshot(two).used()).isZero();
	}

	@Test
	void refusalNamesAllLimitsThatRefusedAndTheLatestOfTheirInstants() {
		LimitDefinition minute = TestLimits.requests(1, MINUTE);
		LimitDefinition hour = TestLimits.requests(1, Duration.ofHours(1));
		PermitScope scope = open(minute, TestLimits.tokens(100, MINUTE), hour);
		settle(granted(Need.REQUEST, scope), Need.REQUEST);
		TestClaim refused = TestClaim.of(Need.REQUEST, scope);
		assertThat(admit(refused)).isFalse();
		assertThat(refused.refusal().limits()).containsExactlyInAnyOrder(minute, hour);
		assertThat(refused.refusal().until()).isEqualTo(now() + Duration.ofHours(1).toNanos());
		assertThat(refused.refusal().until()).isEqualTo(scope.earliest(Need.REQUEST, -1, now()));
	}

	@Test
	void aMissingSlotHasNoInstantAndComesBackOnce() {
		PermitScope scope = open(TestLimits.concurrent(1));
		TestClaim claim = granted(Need.REQUEST, scope);
		TestClaim refused = TestClaim.of(Need.REQUEST, scope);
		assertThat(admit(refused)).isFalse();
		assertThat(refused.refusal().until()).isEqualTo(PermitScope.NEVER);
		assertThat(scope.earliest(Need.REQUEST, -1, now())).isEqualTo(now());
		this.store.release(claim, now());
		this.store.release(claim, now());
		settle(claim, Need.REQUEST);
		assertThat(snapshot(scope).used()).isZero();
		granted(Need.REQUEST, scope);
		assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isFalse();
	}

	@Test
	void aSlotThatCameBackTwiceIsNotTheOtherCalls() {
		PermitScope scope = open(TestLimits.concurrent(2));
		TestClaim claim = granted(Need.REQUEST, scope);
		granted(Need.REQUEST, scope);
		this.store.release(claim, now());
		this.store.release(claim, now());
		settle(claim, Need.REQUEST);
		assertThat(snapshot(scope).used()).isEqualTo(1);
	}

	@Test
	void releaseGivesSlotsBackEverywhereAndNothingElse() {
		PermitScope pool = open("pool", TestLimits.concurrent(1), TestLimits.requests(5, MINUTE));
		PermitScope group = open("group", TestLimits.concurrent(1), TestLimits.requests(5, MINUTE));
		PermitPath path = new PermitPath(List.of(new PermitPath.Shared(pool, null)), PermitScope.NO_MODEL);
		TestClaim claim = new TestClaim(path, Need.REQUEST, List.of(group));
		assertThat(admit(claim)).isTrue();
		this.store.release(claim, now());
		assertThat(snapshots(pool, group)).extracting(LimitSnapshot::used).containsExactly(0.0, 1.0, 0.0, 1.0);
	}

	@Test
	void settlingGivesBackWhatWasNotUsed() {
		PermitScope scope = open(TestLimits.tokens(100, MINUTE));
		TestClaim claim = granted(TestLimits.tokens(80), scope);
		settle(claim, TestLimits.tokens(30));
		assertThat(snapshot(scope).used()).isEqualTo(30);
		assertThat(admit(TestClaim.of(TestLimits.tokens(70), scope))).isTrue();
	}

	@Test
	void settlingBooksMoreThanWasReservedAtTheInstantOfTheAnswer() {
		PermitScope scope = open(TestLimits.tokens(100, MINUTE));
		TestClaim claim = granted(TestLimits.tokens(80), scope);
		this.time.advance(Duration.ofSeconds(50));
		settle(claim, TestLimits.tokens(130));
		assertThat(snapshot(scope).left()).isEqualTo(-30);
		this.time.advance(Duration.ofSeconds(10));
		assertThat(snapshot(scope).left()).isEqualTo(50);
		this.time.advance(Duration.ofSeconds(50));
		assertThat(snapshot(scope).left()).isEqualTo(100);
	}

	@Test
	void whatHasLeftTheWindowIsNotRefunded() {
		PermitScope scope = open(TestLimits.tokens(100, MINUTE));
		TestClaim slow = granted(TestLimits.tokens(80), scope);
		this.time.advance(MINUTE);
		granted(TestLimits.tokens(90), scope);
		settle(slow, TestLimits.tokens(10));
		assertThat(snapshot(scope).used()).isEqualTo(90);
	}

	@Test
	void aSharedScopeWithANeedOfItsOwnUsesThatNeed() {
		PermitScope named = open("named", TestLimits.tokens(10, MINUTE), TestLimits.concurrent(1));
		PermitScope group = open("group", TestLimits.tokens(100, MINUTE));
		PermitPath path = new PermitPath(List.of(new PermitPath.Shared(named, TestLimits.only("tokens", 4))), -1);
		TestClaim claim = new TestClaim(path, TestLimits.tokens(80), List.of(group));
		assertThat(admit(claim)).isTrue();
		settle(claim, TestLimits.tokens(1));
		assertThat(snapshots(named, group)).extracting(LimitSnapshot::used).containsExactly(4.0, 0.0, 1.0);
	}

	@Test
	void aNeedOfNothingIsAdmittedThoughTheLimitIsOverdrawn() {
		PermitScope scope = open(TestLimits.tokens(100, MINUTE));
		settle(granted(TestLimits.tokens(1), scope), TestLimits.tokens(500));
		assertThat(admit(TestClaim.of(Need.REQUEST, scope))).isTrue();
		assertThat(admit(TestClaim.of(TestLimits.tokens(1), scope))).isFalse();
	}

	@Test
	void tellsTheLimitThatIsTooSmallForEver() {
		LimitDefinition tokens = TestLimits.tokens(100, MINUTE);
		PermitScope scope = open(TestLimits.requests(5, MINUTE), tokens);
		assertThat(scope.tooSmallFor(TestLimits.tokens(100), -1)).isNull();
		assertThat(scope.tooSmallFor(TestLimits.tokens(101), -1)).isEqualTo(tokens);
		assertThat(scope.earliest(TestLimits.tokens(101), -1, now())).isEqualTo(PermitScope.NEVER);
	}

	@Test
	void versionChangesAfterARefusalWhenSomethingComesBackAndNotWhenNothingDoes() {
		PermitScope scope = open(TestLimits.sliding(2, "requests", MINUTE, Duration.ofSeconds(1)),
				TestLimits.concurrent(2));
		TestClaim one = granted(Need.REQUEST, scope);
		TestClaim two = granted(Need.REQUEST, scope);
		long opened = refusedVersion(scope);
		assertThat(refusedVersion(scope)).isEqualTo(opened);
		this.store.release(one, now());
		assertThat(scope.version()).isNotEqualTo(opened);
		long slot = refusedVersion(scope);
		settle(one, Need.REQUEST);
		assertThat(scope.version()).isNotIn(opened, slot);
		this.store.release(two, now());
		long second = refusedVersion(scope);
		this.time.advance(Duration.ofSeconds(1));
		settle(two, Need.REQUEST);
		assertThat(scope.version()).as("answered when the margin had passed").isEqualTo(second);
	}

	private long refusedVersion(PermitScope scope) {
		TestClaim refused = TestClaim.of(Need.REQUEST, scope);
		assertThat(admit(refused)).isFalse();
		return refused.refusal().version();
	}

	@Test
	void refusalCarriesTheVersionItWasMadeAt() {
		PermitScope scope = open(TestLimits.requests(1, MINUTE));
		TestClaim claim = granted(Need.REQUEST, scope);
		TestClaim refused = TestClaim.of(Need.REQUEST, scope);
		admit(refused);
		assertThat(refused.refusal().version()).isEqualTo(scope.version());
		settle(claim, Need.NONE);
		assertThat(refused.refusal().version()).isNotEqualTo(scope.version());
	}

	@Test
	void restoresWhatWasUsedBefore() {
		PermitScope scope = this.store.open(new ScopeDefinition("group", List.of(TestLimits.tokens(100, MINUTE)),
				List.of(List.of(TestLimits.tokens(100, MINUTE))), new ScopeDefinition.Terms(1, MINUTE, false)));
		this.store.spend(scope, 0, TestLimits.tokens(30), now() - Duration.ofSeconds(50).toNanos());
		this.store.spend(scope, -1, TestLimits.tokens(40), now() - Duration.ofSeconds(55).toNanos());
		this.store.spend(scope, -1, TestLimits.tokens(50), now() - Duration.ofSeconds(60).toNanos());
		assertThat(snapshot(scope).used()).isEqualTo(70);
		assertThat(scope.snapshot(0, now()).get(0).used()).isEqualTo(30);
		this.time.advance(Duration.ofSeconds(5));
		assertThat(snapshot(scope).used()).isEqualTo(30);
		this.time.advance(Duration.ofSeconds(5));
		assertThat(snapshot(scope).used()).isZero();
	}

	@Test
	void aLimitWhoseAmountChangesKeepsWhatItCounted() {
		PermitScope scope = open(TestLimits.requests(2, MINUTE), TestLimits.concurrent(5));
		TestClaim claim = granted(Need.REQUEST, scope);
		granted(Need.REQUEST, scope);
		assertThat(this.store.open(TestLimits.scope("scope", TestLimits.tokens(7, MINUTE),
				TestLimits.requests(3, MINUTE), TestLimits.concurrent(1))))
			.isSameAs(scope);
		assertThat(scope.snapshot(-1, now())).extracting(LimitSnapshot::used).containsExactly(0.0, 2.0, 2.0);
		settle(claim, Need.REQUEST);
		assertThat(scope.snapshot(-1, now())).extracting(LimitSnapshot::used).containsExactly(0.0, 2.0, 1.0);
	}

	@Test
	void aLimitThatWasAddedKnowsNothingOfCallsBefore() {
		PermitScope scope = open();
		TestClaim before = granted(Need.REQUEST, scope);
		this.store.open(TestLimits.scope("scope", TestLimits.concurrent(1),
				TestLimits.calendar(5, "requests", ChronoUnit.DAYS, "UTC")));
		TestClaim after = granted(Need.REQUEST, scope);
		settle(before, Need.NONE);
		assertThat(scope.snapshot(-1, now())).extracting(LimitSnapshot::used).containsExactly(1.0, 1.0);
		settle(after, Need.NONE);
		assertThat(scope.snapshot(-1, now())).extracting(LimitSnapshot::used).containsExactly(0.0, 0.0);
	}

	@Test
	void usesOnlyItsShareRoundedDownToWholeRequests() {
		PermitScope scope = this.store.open(new ScopeDefinition("scope",
				List.of(TestLimits.requests(9, MINUTE), TestLimits.tokens(9, MINUTE), TestLimits.concurrent(3)),
				List.of(), new ScopeDefinition.Terms(0.5, MINUTE, false)));
		assertThat(scope.snapshot(-1, now())).extracting(LimitSnapshot::left).containsExactly(4.0, 4.5, 1.0);
	}

	@Test
	void snapshotSaysWhenAllThatIsCountedWillHaveLeft() {
		PermitScope scope = open(TestLimits.requests(5, MINUTE), TestLimits.tokens(5, MINUTE));
		assertThat(snapshot(scope).resetAt()).isNull();
		granted(Need.REQUEST, scope);
		this.time.advance(Duration.ofSeconds(20));
		granted(Need.REQUEST, scope);
		assertThat(scope.snapshot(-1, now())).extracting(LimitSnapshot::resetAt)
			.containsExactly(this.time.instant().plus(MINUTE), null);
	}

	private PermitScope open(LimitDefinition... limits) {
		return open("scope", limits);
	}

	private PermitScope open(String name, LimitDefinition... limits) {
		return this.store.open(TestLimits.scope(name, limits));
	}

	private boolean admit(Claim claim) {
		return this.store.admit(claim, now());
	}

	private TestClaim granted(Need need, PermitScope scope) {
		TestClaim claim = TestClaim.of(need, scope);
		assertThat(admit(claim)).isTrue();
		return claim;
	}

	private void settle(Claim claim, Need used) {
		this.store.settle(claim, used, now());
	}

	private LimitSnapshot snapshot(PermitScope scope) {
		return scope.snapshot(PermitScope.NO_MODEL, now()).get(0);
	}

	private List<LimitSnapshot> snapshots(PermitScope... scopes) {
		return Arrays.stream(scopes)
			.flatMap((scope) -> Stream.concat(scope.snapshot(-1, now()).stream(), scope.snapshot(1, now()).stream()))
			.toList();
	}

	private long now() {
		return this.time.nanoTime();
	}

}
