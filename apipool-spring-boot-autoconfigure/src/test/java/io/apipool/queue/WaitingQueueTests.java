package io.apipool.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WaitingQueueTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-05-01T00:00:00Z"));

	private final long start = this.time.nanoTime();

	private final WaitingQueue queue = new WaitingQueue(this.time, 2000);

	private final List<TestCall> served = new ArrayList<>();

	private final Limit limit = new Limit(0);

	@Test
	void servesAtOnceWhatCanBeHad() {
		this.limit.release(1);
		TestCall call = add("a", 0, 10, this.limit);
		assertThat(call.ends).containsExactly("served");
		assertThat(this.queue.isEmpty()).isTrue();
		assertThat(this.time.pendingTimers()).isZero();
	}

	@Test
	void servesInTheOrderOfArrivalAsPermitsAllow() {
		List<TestCall> calls = IntStream.range(0, 5).mapToObj((i) -> add("c" + i, 0, 10, this.limit)).toList();
		release(this.limit, 3);
		assertThat(this.served).isEqualTo(calls.subList(0, 3));
		assertThat(this.queue.size()).isEqualTo(2);
		release(this.limit, 3);
		assertThat(this.served).isEqualTo(calls);
	}

	@Test
	void servesTheHigherPriorityFirst() {
		TestCall low = add("low", -1, 10, this.limit);
		TestCall normal = add("normal", 0, 10, this.limit);
		TestCall high = add("high", 7, 10, this.limit);
		release(this.limit, 3);
		assertThat(this.served).containsExactly(high, normal, low);
	}

	@Test
	void aSecondOfWaitingCountsAsOneStepOfPriority() {
		TestCall old = add("old", 0, 100, this.limit);
		this.time.advance(Duration.ofMillis(2001));
		TestCall behind = add("behind", 2, 100, this.limit);
		TestCall before = add("before", 3, 100, this.limit);
		release(this.limit, 3);
		assertThat(this.served).containsExactly(before, old, behind);
	}

	@Test
	void theExtremePrioritiesDoNotOverflow() {
		TestCall lowest = add("lowest", Integer.MIN_VALUE, 100, this.limit);
		TestCall normal = add("normal", 0, 100, this.limit);
		TestCall highest = add("highest", Integer.MAX_VALUE, 100, this.limit);
		release(this.limit, 3);
		assertThat(this.served).containsExactly(highest, normal, lowest);
	}

	@Test
	void aSteadyStreamOfHigherPrioritiesStarvesNobody() {
		TestCall patient = add("patient", 0, 1000, this.limit);
		for (int second = 0; second < 12; second++) {
			add("urgent", 10, 1000, this.limit);
			release(this.limit, 1);
			this.time.advance(SECOND);
		}
		assertThat(this.served).hasSize(12);
		assertThat(this.served.indexOf(patient)).isEqualTo(10);
	}

	@Test
	void passesOneThatWaitsForAnotherLimit() {
		Limit other = new Limit(1);
		TestCall first = add("first", 0, 10, this.limit);
		TestCall second = add("second", 0, 10, other);
		assertThat(this.served).containsExactly(second);
		assertThat(first.ends).isEmpty();
	}

	@Test
	void takesNothingFromALimitThatOneBeforeWaitsFor() {
		Limit plenty = new Limit(100);
		TestCall first = add("first", 0, 10, this.limit, plenty);
		TestCall second = add("second", 0, 10, this.limit);
		TestCall third = add("third", 0, 10, plenty);
		assertThat(this.served).containsExactly(third);
		assertThat(second.tries).isZero();
		release(this.limit, 2);
		assertThat(this.served).containsExactly(third, first, second);
	}

	@Test
	void aCallThatNeedsTwoLimitsIsNotStarvedByThoseThatNeedOne() {
		Limit other = new Limit(0);
		TestCall both = add("both", 0, 100, this.limit, other);
		for (int i = 0; i < 10; i++) {
			add("one", 5, 100, this.limit);
			add("other", 5, 100, other);
			this.time.advance(SECOND);
			release(this.limit, 1);
			release(other, 1);
		}
		assertThat(both.ends).containsExactly("served");
	}

	@Test
	void aPassAsksEachOfAThousandEqualCallsOneQuestion() {
		List<TestCall> calls = IntStream.range(0, 1000).mapToObj((i) -> add("c" + i, 0, 10, this.limit)).toList();
		assertThat(questions(calls)).isLessThanOrEqualTo(1000);
		assertThat(tries(calls)).isEqualTo(1);
		release(this.limit, 1);
		assertThat(questions(calls)).isLessThanOrEqualTo(2000);
		assertThat(tries(calls)).isEqualTo(3);
	}

	@Test
	void sleepsUntilTheInstantOfTheFirstPermit() {
		this.limit.announce(at(3));
		this.limit.release(2);
		TestCall a = add("a", 0, 10, this.limit);
		TestCall b = add("b", 0, 10, this.limit);
		this.time.advance(Duration.ofMillis(2999));
		assertThat(a.tries + b.tries).isEqualTo(1);
		assertThat(this.time.pendingTimers()).isEqualTo(1);
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.served).containsExactly(a, b);
		assertThat(this.time.pendingTimers()).isZero();
	}

	@Test
	void looksAgainAtTheEarliestOfSeveralInstants() {
		this.limit.announce(at(8));
		Limit sooner = new Limit(1);
		sooner.announce(at(2));
		add("late", 0, 10, this.limit);
		TestCall soon = add("soon", 0, 10, sooner);
		this.time.advance(Duration.ofSeconds(2));
		assertThat(this.served).containsExactly(soon);
	}

	@Test
	void doesNotPollWhereNoInstantIsKnown() {
		TestCall call = add("a", 0, 3600, this.limit);
		this.time.advance(Duration.ofSeconds(3599));
		assertThat(call.tries).isEqualTo(1);
	}

	@Test
	void wakesEarly() {
		this.limit.announce(at(9));
		TestCall call = add("a", 0, 10, this.limit);
		this.time.advance(SECOND);
		this.limit.announce(0);
		release(this.limit, 1);
		assertThat(call.ends).containsExactly("served");
	}

	@Test
	void triesOnceMoreAtTheDeadline() {
		TestCall lucky = add("lucky", 0, 5, this.limit);
		TestCall unlucky = add("unlucky", 0, 5, this.limit);
		this.time.advance(Duration.ofMillis(4999));
		this.limit.release(1);
		this.time.advance(Duration.ofMillis(1));
		assertThat(lucky.ends).containsExactly("served");
		assertThat(unlucky.ends).containsExactly("refused 0");
		assertThat(this.time.pendingTimers()).isZero();
	}

	@Test
	void aRefusalSaysWhenTryingAgainMaySucceed() {
		this.limit.announce(at(5));
		TestCall call = add("a", 0, 5, this.limit);
		this.time.advance(Duration.ofSeconds(4));
		this.limit.announce(at(9));
		this.time.advance(Duration.ofSeconds(4));
		assertThat(call.ends).containsExactly("refused " + at(9));
	}

	@Test
	void aHeldCallIsRefusedAtItsOwnDeadline() {
		TestCall first = add("first", 0, 9, this.limit);
		TestCall held = add("held", 0, 4, this.limit);
		this.time.advance(Duration.ofSeconds(4));
		assertThat(held.ends).containsExactly("refused 0");
		assertThat(first.ends).isEmpty();
	}

	@Test
	void whoWasHeldGoesWhenItsBlockerRunsOutOfTime() {
		Limit plenty = new Limit(1);
		TestCall first = add("first", 0, 4, this.limit);
		TestCall second = new TestCall("second", 0, at(9), plenty) {
			@Override
			public boolean mayPass(Waiting before) {
				return before != first;
			}
		};
		this.queue.add(second);
		assertThat(second.tries).isZero();
		this.time.advance(Duration.ofSeconds(4));
		assertThat(second.ends).containsExactly("served");
	}

	@Test
	void isRefusedAtOnceWhereTheFirstInstantIsAfterItsDeadline() {
		this.limit.announce(at(5));
		add("before", 0, 100, this.limit);
		TestCall inTime = add("in time", 0, 5, this.limit);
		TestCall tooLate = add("too late", 0, 4, this.limit);
		assertThat(inTime.ends).isEmpty();
		assertThat(tooLate.ends).containsExactly("refused " + at(5));
		assertThat(tooLate.tries).isZero();
	}

	@Test
	void isRefusedAtOnceWhereNothingKnownHelps() {
		this.limit.announce(Waiting.NEVER);
		assertThat(add("a", 0, 5, this.limit).ends).containsExactly("refused never");
		assertThat(add("without deadline", this.limit).ends).containsExactly("refused never");
	}

	@Test
	void whoWaitsInVainIsRefusedOnceSomethingGotWorse() {
		TestCall first = add("first", 0, 100, this.limit);
		TestCall held = add("held", 0, 50, this.limit);
		TestCall brief = add("brief", 0, 20, this.limit);
		this.limit.announce(at(30));
		this.queue.wake();
		assertThat(held.judged + brief.judged).isZero();
		this.queue.review();
		assertThat(brief.ends).containsExactly("refused " + at(30));
		assertThat(this.queue.size()).isEqualTo(2);
		this.limit.announce(Waiting.NEVER);
		this.queue.review();
		assertThat(first.ends).containsExactly("refused never");
		assertThat(held.ends).containsExactly("refused never");
	}

	@Test
	void doesNotWaitWhereTheDeadlineIsNow() {
		assertThat(add("a", 0, 0, this.limit).ends).containsExactly("refused 0");
		this.limit.release(1);
		assertThat(add("b", 0, 0, this.limit).ends).containsExactly("served");
	}

	@Test
	void waitsWithoutADeadlineUntilItIsWoken() {
		TestCall call = add("a", this.limit);
		assertThat(this.time.pendingTimers()).isZero();
		this.time.advance(Duration.ofDays(365));
		release(this.limit, 1);
		assertThat(call.ends).containsExactly("served");
	}

	@Test
	void aDeadlineBeyondAllReckoningSetsATimerAllTheSame() {
		TestCall call = new TestCall("a", 0, Waiting.NEVER - 1, this.limit);
		this.queue.add(call);
		this.time.advance(SECOND);
		assertThat(this.time.pendingTimers()).isEqualTo(1);
		assertThat(call.tries).isEqualTo(1);
	}

	@Test
	void refusesOneMoreThanMayWaitUnlessItCanBeServedAtOnce() {
		this.queue.maxWaiting(2);
		TestCall a = add("a", 0, 10, this.limit);
		TestCall b = add("b", 0, 10, this.limit);
		TestCall c = add("c", 9, 10, this.limit);
		assertThat(c.ends).containsExactly("refused 0");
		assertThat(add("other", 0, 10, new Limit(1)).ends).containsExactly("served");
		this.queue.maxWaiting(3);
		TestCall d = add("d", 0, 10, this.limit);
		assertThat(this.queue.size()).isEqualTo(3);
		this.queue.maxWaiting(1);
		release(this.limit, 3);
		assertThat(this.served).endsWith(a, b, d);
	}

	@Test
	void refusesTheLastInOrderInPlaceOfTheOneThatComes() {
		this.queue.maxWaiting(2);
		this.queue.dropsLowest(true);
		TestCall a = add("a", 0, 10, this.limit);
		TestCall b = add("b", 0, 10, this.limit);
		TestCall equal = add("equal", 0, 10, this.limit);
		assertThat(equal.ends).containsExactly("refused 0");
		TestCall urgent = add("urgent", 1, 10, this.limit);
		assertThat(b.ends).containsExactly("refused 0");
		TestCall low = add("low", -1, 10, this.limit);
		assertThat(low.ends).containsExactly("refused 0");
		assertThat(this.queue.size()).isEqualTo(2);
		release(this.limit, 2);
		assertThat(this.served).containsExactly(urgent, a);
	}

	@Test
	void whoHasWaitedIsNotRefusedForAPriorityThatItHasCaughtUpWith() {
		this.queue.maxWaiting(1);
		this.queue.dropsLowest(true);
		TestCall old = add("old", 0, 100, this.limit);
		this.time.advance(Duration.ofMillis(2001));
		assertThat(add("behind", 2, 100, this.limit).ends).hasSize(1);
		assertThat(old.ends).isEmpty();
		add("before", 3, 100, this.limit);
		assertThat(old.ends).hasSize(1);
	}

	@Test
	void nobodyIsRefusedForOneThatIsServedAtOnceOrIsHopeless() {
		this.queue.maxWaiting(1);
		this.queue.dropsLowest(true);
		TestCall waits = add("waits", 0, 100, this.limit);
		assertThat(add("other", 9, 100, new Limit(1)).ends).containsExactly("served");
		Limit late = new Limit(0);
		late.announce(at(50));
		assertThat(add("hopeless", 9, 10, late).ends).hasSize(1);
		assertThat(add("over", 9, 0, this.limit).ends).hasSize(1);
		assertThat(waits.ends).isEmpty();
	}

	private TestCall addGuest(String name, Limit limit) {
		TestCall guest = new TestCall(name, 0, at(100), limit) {

			@Override
			public boolean takesRoom() {
				return false;
			}

			@Override
			public void served() {
				super.served();
				WaitingQueueTests.this.served.add(this);
			}

		};
		this.queue.add(guest);
		return guest;
	}

	@Test
	void whoTakesNoRoomIsNotRefusedForTheOthersNorTheyForIt() {
		this.queue.maxWaiting(1);
		TestCall guest = addGuest("guest", this.limit);
		TestCall a = add("a", 0, 10, this.limit);
		TestCall late = addGuest("late", this.limit);
		assertThat(add("b", 0, 10, this.limit).ends).containsExactly("refused 0");
		this.queue.dropsLowest(true);
		TestCall urgent = add("urgent", 5, 10, this.limit);
		assertThat(a.ends).containsExactly("refused 0");
		assertThat(this.queue.size()).isEqualTo(3);
		release(this.limit, 3);
		assertThat(this.served).containsExactly(urgent, guest, late);
	}

	@Test
	void whoStoodBehindTheOneThatWasDroppedGoesOn() {
		Limit other = new Limit(0);
		this.queue.maxWaiting(1);
		this.queue.dropsLowest(true);
		add("a", 0, 10, this.limit, other);
		TestCall behind = addGuest("behind", other);
		release(other, 1);
		assertThat(behind.ends).isEmpty();
		add("urgent", 5, 10, this.limit);
		assertThat(this.served).containsExactly(behind);
	}

	@Test
	void nobodyWaitsWhereNobodyMay() {
		this.queue.maxWaiting(0);
		assertThat(add("a", 0, 10, this.limit).ends).containsExactly("refused 0");
	}

	@Test
	void takesACallOutAndEndsItNoMore() {
		TestCall blocker = add("blocker", 0, 10, this.limit);
		TestCall held = add("held", 0, 10, this.limit);
		TestCall last = add("last", 0, 10, this.limit);
		assertThat(this.queue.remove(held)).isTrue();
		assertThat(this.queue.remove(blocker)).isTrue();
		assertThat(this.queue.remove(blocker)).isFalse();
		release(this.limit, 3);
		assertThat(this.served).containsExactly(last);
		assertThat(this.queue.remove(last)).isFalse();
		this.time.advance(Duration.ofSeconds(20));
		assertThat(blocker.ends).isEmpty();
		assertThat(held.ends).isEmpty();
		assertThat(this.time.pendingTimers()).isZero();
	}

	@Test
	void whoWasHeldGoesWhenItsBlockerIsTakenOut() {
		Limit plenty = new Limit(1);
		TestCall first = add("first", 0, 10, this.limit, plenty);
		TestCall second = new TestCall("second", 0, at(10), plenty) {
			@Override
			public boolean mayPass(Waiting before) {
				return false;
			}
		};
		this.queue.add(second);
		assertThat(second.ends).isEmpty();
		this.queue.remove(first);
		assertThat(second.ends).containsExactly("served");
	}

	@Test
	void doesNotKnowACallThatWasRefusedOrNeverCame() {
		TestCall refused = add("a", 0, 0, this.limit);
		assertThat(this.queue.remove(refused)).isFalse();
		assertThat(this.queue.remove(new TestCall("b", 0, at(1), this.limit))).isFalse();
	}

	@Test
	void refusesToQueueACallTwice() {
		TestCall call = add("a", 0, 10, this.limit);
		assertThatIllegalStateException().isThrownBy(() -> this.queue.add(call));
		release(this.limit, 2);
		assertThat(call.ends).containsExactly("served");
	}

	@Test
	void endsAThousandCallsWhenItIsClosedAndLaterOnesToo() {
		List<TestCall> calls = IntStream.range(0, 1000).mapToObj((i) -> add("c" + i, 0, 10, this.limit)).toList();
		this.queue.close();
		assertThat(calls).allSatisfy((call) -> assertThat(call.ends).containsExactly("closed"));
		assertThat(this.queue.isEmpty()).isTrue();
		assertThat(this.time.pendingTimers()).isZero();
		this.limit.release(1);
		assertThat(add("later", 0, 10, this.limit).ends).containsExactly("closed");
		this.queue.close();
	}

	@Test
	void stepsOfTheWallClockChangeNoDeadline() {
		TestCall call = add("a", 0, 10, this.limit);
		this.time.stepWall(Duration.ofHours(-5));
		this.time.advance(Duration.ofSeconds(10));
		assertThat(call.ends).containsExactly("refused 0");
	}

	private TestCall add(String name, int priority, long seconds, Limit... limits) {
		return add(new Recorded(name, priority, at(seconds), limits));
	}

	private TestCall add(String name, Limit... limits) {
		return add(new Recorded(name, 0, Waiting.NEVER, limits));
	}

	private TestCall add(TestCall call) {
		this.queue.add(call);
		return call;
	}

	private void release(Limit limit, int permits) {
		limit.release(permits);
		this.queue.wake();
	}

	private long at(long seconds) {
		return this.start + Duration.ofSeconds(seconds).toNanos();
	}

	private static int questions(List<TestCall> calls) {
		return calls.stream().mapToInt((call) -> call.questions).sum();
	}

	private static int tries(List<TestCall> calls) {
		return calls.stream().mapToInt((call) -> call.tries).sum();
	}

	private final class Recorded extends TestCall {

		Recorded(String name, int priority, long deadline, Limit... limits) {
			super(name, priority, deadline, limits);
		}

		@Override
		public void served() {
			super.served();
			WaitingQueueTests.this.served.add(this);
		}

	}

}
