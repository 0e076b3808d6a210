package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.GroupSnapshot;
import io.apipool.KeyLease;
import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.Usage;
import io.apipool.provider.AnnouncedLimit;
import io.apipool.definition.Definitions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pool without limits whose provider tells them with its answers.
 */
class LearntLimitTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final PoolFixture fixture = PoolFixture.of(PoolFixture.answered(PoolFixture.keys(1)));

	private static AnnouncedLimit told(String dimension, double limit, double remaining, Instant resetAt) {
		return new AnnouncedLimit(dimension, dimension, null, limit, remaining, resetAt,
				AnnouncedLimit.Precision.INSTANT, null, AnnouncedLimit.Source.HEADER);
	}

	private void answer(KeyLease lease, double limit, double remaining) {
		AnnouncedLimits.tell(lease, List.of(told("requests", limit, remaining, this.fixture.in(MINUTE))));
		lease.succeeded();
	}

	private LearntLimit learnt() {
		return this.fixture.pool().snapshot().groups().get(0).learnt().get(0);
	}

	@Test
	void oneCallAtATimeGoesUntilAnAnswerHasCome() {
		KeyLease first = this.fixture.lease();
		assertThat(this.fixture.isServed()).isFalse();
		first.succeeded();
		KeyLease second = this.fixture.lease();
		assertThat(this.fixture.isServed()).isTrue();
		second.succeeded();
	}

	@Test
	void aCallThatWasNeverSentLeavesEverythingUnknown() {
		this.fixture.lease().close();
		KeyLease next = this.fixture.lease();
		assertThat(this.fixture.isServed()).isFalse();
		next.succeeded();
	}

	@Test
	void whoWaitsForTheFirstAnswerGoesWithIt() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.waiting(PoolFixture.answered(PoolFixture.keys(1)), MINUTE));
		KeyLease first = fixture.lease();
		CompletableFuture<KeyLease> second = fixture.pool().acquireAsync(PoolFixture.REQUEST);
		CompletableFuture<KeyLease> third = fixture.pool().acquireAsync(PoolFixture.REQUEST);
		assertThat(second).isNotDone();
		AnnouncedLimits.tell(first, List.of(told("requests", 3, 2, fixture.in(MINUTE))));
		first.succeeded();
		assertThat(second).isCompleted();
		assertThat(third).isCompleted();
		second.join().succeeded();
		third.join().succeeded();
		assertThat(fixture.inFlight()).isZero();
	}

	@Test
	void whatWasAnnouncedIsUsedToTheLastAndNotBeyond() {
		answer(this.fixture.lease(), 3, 2);
		this.fixture.lease().succeeded();
		this.fixture.lease().succeeded();
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(MINUTE.plusSeconds(1));
		assertThat(this.fixture.isServed()).isTrue();
	}

	@Test
	void theFirstAnswerCountsHoweverLongItTook() {
		KeyLease first = this.fixture.lease();
		this.fixture.pass(Duration.ofSeconds(2));
		answer(first, 3, 0);
		assertThat(this.fixture.isServed()).isFalse();
		assertThat(learnt().left()).isZero();
		assertThat(learnt().resetAt()).isEqualTo(this.fixture.in(MINUTE.plusSeconds(1)));
		this.fixture.pass(MINUTE.plusSeconds(1));
		assertThat(this.fixture.isServed()).isTrue();
	}

	@Test
	void whatWasToldIsShownOnceApartFromWhatIsWritten() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.answered(PoolFixture.keys(1, "100/h")));
		KeyLease lease = fixture.lease();
		AnnouncedLimits.tell(lease, List.of(told("requests", 3, 2, fixture.in(MINUTE))));
		lease.succeeded();
		GroupSnapshot group = fixture.pool().snapshot().groups().get(0);
		assertThat(group.limits()).extracting(LimitSnapshot::limit).containsExactly("100/h");
		assertThat(group.learnt()).extracting(LearntLimit::limit).containsExactly(3.0);
	}

	@Test
	void aResetThatIsOverTellsNothing() {
		KeyLease first = this.fixture.lease();
		AnnouncedLimits.tell(first, List.of(told("requests", 2, 1, this.fixture.in(Duration.ofSeconds(-1)))));
		first.succeeded();
		assertThat(this.fixture.pool().snapshot().groups().get(0).learnt()).isEmpty();
		for (int i = 0; i < 3; i++) {
			this.fixture.lease().succeeded();
		}
	}

	@Test
	void whoWaitsForTheResetGoesThen() {
		PoolFixture fixture = PoolFixture
			.of(PoolFixture.waiting(PoolFixture.answered(PoolFixture.keys(1)), MINUTE.multipliedBy(2)));
		KeyLease first = fixture.lease();
		AnnouncedLimits.tell(first, List.of(told("requests", 1, 0, fixture.in(MINUTE))));
		first.succeeded();
		CompletableFuture<KeyLease> second = fixture.pool().acquireAsync(PoolFixture.REQUEST);
		fixture.pass(MINUTE);
		assertThat(second).isNotDone();
		fixture.pass(Duration.ofSeconds(1));
		assertThat(second).isCompleted();
		second.join().succeeded();
	}

	@Test
	void tokensAreLearntAsRequestsAre() {
		CallRequest hungry = PoolFixture.REQUEST.tokens(60);
		KeyLease first = this.fixture.lease(hungry);
		AnnouncedLimits.tell(first, List.of(told("tokens", 100, 90, this.fixture.in(MINUTE))));
		first.succeeded(Usage.total(10));
		assertThat(this.fixture.isServed(hungry)).isTrue();
		KeyLease second = this.fixture.lease(hungry);
		assertThat(this.fixture.isServed(hungry)).isFalse();
		assertThat(this.fixture.isServed(PoolFixture.REQUEST.tokens(20))).isTrue();
		second.succeeded(Usage.total(10));
		assertThat(this.fixture.isServed(hungry)).isTrue();
	}

	@Test
	void aThrottleTellsThatOthersUseTheAccount() {
		KeyLease first = this.fixture.lease();
		AnnouncedLimits.tell(first, List.of(told("requests", 10, 0, this.fixture.in(MINUTE))));
		first.ended(new CallOutcome.RequestError(new IllegalArgumentException()));
		assertThat(this.fixture.isServed()).isFalse();
	}

	@Test
	void theSnapshotSaysWhatWasLearntFromWhereAndWhen() {
		Instant before = this.fixture.time.instant();
		answer(this.fixture.lease(), 3, 2);
		LearntLimit learnt = learnt();
		assertThat(learnt.dimension()).isEqualTo("requests");
		assertThat(learnt.limit()).isEqualTo(3);
		assertThat(learnt.left()).isEqualTo(2);
		assertThat(learnt.source()).isEqualTo("header");
		assertThat(learnt.toldAt()).isBetween(before, this.fixture.time.instant());
		assertThat(learnt.resetAt()).isAfter(before.plus(MINUTE));
	}

	@Test
	void aWrittenLimitHoldsAsWell() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.answered(PoolFixture.keys(1, "2/m")));
		KeyLease first = fixture.lease();
		KeyLease second = fixture.lease();
		AnnouncedLimits.tell(first, List.of(told("requests", 100, 99, fixture.in(MINUTE))));
		first.succeeded();
		second.succeeded();
		assertThat(fixture.isServed()).isFalse();
	}

	@Test
	void whoSaysOnlyWhatIsLeftIsBelieved() {
		KeyLease first = this.fixture.lease();
		AnnouncedLimits.tell(first, List.of(new AnnouncedLimit("requests", "requests", null, null, 1.0,
				this.fixture.in(MINUTE), AnnouncedLimit.Precision.INSTANT, null, AnnouncedLimit.Source.HEADER)));
		first.succeeded();
		this.fixture.lease().succeeded();
		assertThat(this.fixture.isServed()).isFalse();
	}

	@Test
	void aPoolOfWhichNobodyKnowsWhoAnswersDoesNotGoOneByOne() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1));
		KeyLease first = fixture.lease();
		assertThat(fixture.isServed()).isTrue();
		first.succeeded();
	}

	@Test
	void whoWaitsForTheFirstAnswerGoesWhileItsBodyIsStillRead() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.waiting(PoolFixture.answered(PoolFixture.keys(1)), MINUTE));
		KeyLease first = fixture.lease();
		CompletableFuture<KeyLease> second = fixture.pool().acquireAsync(PoolFixture.REQUEST);
		AnnouncedLimits.tell(first, List.of(told("requests", 3, 2, fixture.in(MINUTE))));
		assertThat(second).isCompleted();
	}

	@Test
	void whatWasToldStaysWhenThePoolIsDefinedAnew() {
		answer(this.fixture.lease(), 3, 2);
		this.fixture.lease().succeeded();
		this.fixture.pools()
			.apply(Definitions.of(PoolFixture.answered(PoolFixture.keys(1, "100/h")).withStrategy("random")));
		assertThat(learnt().left()).isEqualTo(1);
		this.fixture.lease().succeeded();
		assertThat(this.fixture.isServed()).isFalse();
	}

	@Test
	void callsThatBeganBeforeLimitsWereLearntAreNotCountedAmongThoseOfNow() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1));
		KeyLease first = fixture.lease();
		KeyLease second = fixture.lease();
		fixture.pass(PoolFixture.SECOND);
		fixture.pools().apply(Definitions.of(PoolFixture.answered(PoolFixture.keys(1))));
		first.close();
		second.close();
		KeyLease alone = fixture.lease();
		assertThat(fixture.isServed()).isFalse();
		AnnouncedLimits.tell(alone, List.of(told("requests", 3, 2, fixture.in(MINUTE))));
		alone.succeeded();
		assertThat(fixture.pool().snapshot().groups().get(0).learnt().get(0).left()).isEqualTo(2);
	}

}
