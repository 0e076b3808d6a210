package io.apipool.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PoolExhaustedException;
import io.apipool.batch.BatchFixture.Answer;
import io.apipool.definition.BatchDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.RetryDefinition;
import io.apipool.definition.WaitingDefinition;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The attempts of one item of a batch.
 */
@Timeout(20)
class BatchRetryTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	private BatchFixture fixture = pool(BatchFixture.keys(3));

	private final Map<Integer, AtomicInteger> attempts = new ConcurrentHashMap<>();

	private BatchFixture pool(PoolDefinition definition) {
		return new BatchFixture(this.time, definition);
	}

	private void open(PoolDefinition definition) {
		this.fixture.close();
		this.fixture = pool(definition);
	}

	private static PoolDefinition retrying(PoolDefinition pool, boolean onFailure, BatchDefinition batch) {
		PoliciesDefinition old = pool.policies();
		RetryDefinition retry = new RetryDefinition(3, onFailure, old.retry().backoff(), old.retry().maxBackoff(), 0.2);
		return pool.withPolicies(
				new PoliciesDefinition(retry, old.cooldown(), old.ban(), old.outcomes(), old.adaptive(), batch));
	}

	@AfterEach
	void nothingIsLeft() {
		assertThat(this.fixture.pool().snapshot().inFlight()).isZero();
		assertThat(this.fixture.pool().snapshot().waiting()).isZero();
		this.fixture.close();
	}

	/**
	 * Lets an item be answered so in turn, and succeed after that.
	 */
	private BatchItemCall<Integer, String> answers(Answer... answers) {
		return (item, key) -> {
			this.fixture.seen(item, key);
			int attempt = this.attempts.computeIfAbsent(item, (id) -> new AtomicInteger()).getAndIncrement();
			if (attempt < answers.length) {
				throw answers[attempt];
			}
			return key.id();
		};
	}

	private BatchResult<Integer, String> run(BatchCall batch, Answer... answers) {
		return batch.run(List.of(1), (item) -> item, answers(answers));
	}

	/**
	 * Runs one item to its end, moving the time to the end of a rest whenever it waits.
	 */
	private BatchResult<Integer, String> runMoving(BatchCall batch, BatchItemCall<Integer, String> call) {
		BatchRun<Integer, String> run = batch.start(List.of(1), (item) -> item, call);
		while (!run.toFuture().isDone()) {
			if (this.fixture.pool().snapshot().waiting() == 1) {
				moveToTheEndOfARest();
			}
		}
		return run.result();
	}

	private void moveToTheEndOfARest() {
		Instant now = this.time.instant();
		Duration rest = this.fixture.pool()
			.keys()
			.stream()
			.flatMap((key) -> Stream.ofNullable(key.until()))
			.filter(now::isBefore)
			.map((until) -> Duration.between(now, until))
			.min(Comparator.naturalOrder())
			.orElse(Duration.ofNanos(1));
		this.time.advance(rest);
	}

	private Answer throttled(Duration rest) {
		return Answer.throttled(this.time, rest);
	}

	@Test
	void whereTheProviderDidNothingTheItemMovesOnToTheNextKey() {
		BatchResult<Integer, String> result = run(this.fixture.batch().retries(0), throttled(Duration.ofHours(9)),
				Answer.rejected());
		assertThat(result.results()).containsEntry(1, "c");
		assertThat(this.fixture.keysOf.get(1)).containsExactly("a", "b", "c");
		assertThat(result.bannedKeys()).containsOnlyKeys("b");
	}

	@Test
	void movingOnIsNoRetryAndNeedsNoRetryBudget() {
		this.attempts.put(1, new AtomicInteger());
		BatchResult<Integer, String> result = runMoving(this.fixture.batch().retries(0), (item, key) -> {
			if (this.attempts.get(1).incrementAndGet() <= 50) {
				throw throttled(Duration.ofSeconds(1));
			}
			return key.id();
		});
		assertThat(result.succeeded()).isEqualTo(1);
		assertThat(this.attempts.get(1)).hasValue(51);
	}

	@Test
	void aFailedItemIsTriedAgainSoOftenWithKeysItHasNotHad() {
		Answer last = Answer.failed();
		Answer first = Answer.failed();
		BatchResult<Integer, String> result = run(this.fixture.batch().retries(2), first, Answer.failed(), last);
		assertThat(result.errors()).containsEntry(1, last);
		assertThat(last.getSuppressed()).hasSize(2).contains(first);
		assertThat(this.fixture.keysOf.get(1)).containsExactlyInAnyOrder("a", "b", "c");
	}

	@Test
	void aRetryAvoidsAlsoTheKeysThatWereThrottledBefore() {
		BatchResult<Integer, String> result = runMoving(this.fixture.batch().retries(1), (item, key) -> {
			this.fixture.seen(item, key);
			int attempt = this.attempts.computeIfAbsent(item, (id) -> new AtomicInteger()).incrementAndGet();
			if (attempt == 1) {
				throw throttled(Duration.ofMillis(1));
			}
			if (attempt == 2) {
				this.time.advance(Duration.ofSeconds(1));
				this.fixture.pool().tryAcquire(CallRequest.of("other")).ifPresent(KeyLease::succeeded);
				throw Answer.failed();
			}
			return key.id();
		});
		assertThat(result.succeeded()).isEqualTo(1);
		assertThat(this.fixture.keysOf.get(1)).containsExactly("a", "b", "c");
	}

	@Test
	void theOnlyKeyIsTriedAgain() {
		open(BatchFixture.keys(1));
		assertThat(run(this.fixture.batch().retries(2), Answer.failed(), Answer.failed()).results()).containsEntry(1,
				"a");
	}

	@Test
	void aKeyThatIsBackOnlyLaterIsNotWaitedForWhereAnotherCanBeHad() {
		open(BatchFixture.keys(2));
		this.fixture.pool().disable("a", null);
		run(BatchCall.on(this.fixture.pool(), CallRequest.of("prices").maxWait(Duration.ZERO)),
				throttled(Duration.ofMinutes(30)));
		this.fixture.pool().enable("a");
		this.attempts.clear();
		this.fixture.keysOf.clear();
		Instant before = this.time.instant();
		BatchResult<Integer, String> result = run(this.fixture.batch().retries(1), Answer.failed());
		assertThat(result.succeeded()).isEqualTo(1);
		assertThat(this.fixture.keysOf.get(1)).containsExactly("a", "a");
		assertThat(this.time.instant()).isEqualTo(before);
	}

	@Test
	void retriesAreWhatWasAskedForAndUseNoBudget() {
		BatchResult<Integer, String> result = this.fixture.batch()
			.retries(1)
			.concurrency(1)
			.run(IntStream.range(0, 100).map((item) -> 4 * item).boxed().toList(), (item) -> item, (item, key) -> {
				boolean first = this.attempts.computeIfAbsent(item, (id) -> new AtomicInteger()).getAndIncrement() == 0;
				if (first && item % 16 == 0) {
					throw Answer.failed();
				}
				return key.id();
			});
		assertThat(result.succeeded()).isEqualTo(100);
		assertThat(this.attempts.values().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(125);
	}

	@Test
	void aRequestErrorIsFinal() {
		Answer mine = new Answer(new CallOutcome.RequestError(new IllegalStateException("400")));
		assertThat(run(this.fixture.batch().retries(5), mine).errors()).containsEntry(1, mine);
		assertThat(this.attempts.get(1)).hasValue(1);
	}

	@Test
	void withoutAWordTheRetriesAreThoseOfThePool() {
		assertThat(run(this.fixture.batch(), Answer.failed()).failed()).isEqualTo(1);
		open(retrying(BatchFixture.keys(3), true, BatchDefinition.DEFAULTS));
		this.attempts.clear();
		assertThat(run(this.fixture.batch(), Answer.failed(), Answer.failed()).succeeded()).isEqualTo(1);
		this.attempts.clear();
		assertThat(run(this.fixture.batch(), Answer.failed(), Answer.failed(), Answer.failed()).failed()).isEqualTo(1);
	}

	@Test
	void theBatchsOwnPropertiesGoBeforeThose() {
		open(retrying(BatchFixture.keys(3), true, new BatchDefinition(null, 2, null)));
		assertThat(run(this.fixture.batch(), Answer.failed(), Answer.failed()).failed()).isEqualTo(1);
		open(retrying(BatchFixture.keys(3), false, new BatchDefinition(null, 4, true)));
		this.attempts.clear();
		assertThat(run(this.fixture.batch(), Answer.failed(), Answer.failed(), Answer.failed()).succeeded())
			.isEqualTo(1);
		assertThat(this.attempts.get(1)).hasValue(4);
	}

	@Test
	void theRequestMayBoundAllAttempts() {
		BatchCall batch = BatchCall.on(this.fixture.pool(), CallRequest.of("prices").maxAttempts(2)).retries(9);
		Answer second = throttled(Duration.ofSeconds(1));
		assertThat(run(batch, throttled(Duration.ofSeconds(1)), second).errors()).containsEntry(1, second);
	}

	@Test
	void whereEveryKeyIsRejectedTheItemEndsAtOnceWithWhatTheProviderSaid() {
		Answer third = Answer.rejected();
		BatchResult<Integer, String> result = run(this.fixture.batch(), Answer.rejected(), Answer.rejected(), third);
		assertThat(result.errors()).containsEntry(1, third);
		assertThat(result.bannedKeys()).containsOnlyKeys("a", "b", "c");
		BatchResult<Integer, String> next = run(this.fixture.batch());
		assertThat(next.errors().get(1)).isInstanceOf(PoolExhaustedException.class).hasMessageContaining("3 invalid");
	}

	@Test
	void whatWaitsEndsWhenNoKeyCanComeBackByItself() {
		open(BatchFixture.keys(1));
		Answer first = throttled(Duration.ofMinutes(10));
		BatchRun<Integer, String> run = this.fixture.batch()
			.start(List.of(1), (item) -> item, answers(first, first, first));
		while (this.fixture.pool().snapshot().waiting() == 0) {
			Thread.onSpinWait();
		}
		this.fixture.pool().disable("a", null);
		assertThat(run.result().errors()).containsEntry(1, first);
	}

	@Test
	void aProviderThatThrottlesForEverIsGivenUpAfterAnHour() {
		open(BatchFixture.keys(1));
		Instant before = this.time.instant();
		BatchResult<Integer, String> result = runMoving(this.fixture.batch(), (item, key) -> {
			throw throttled(Duration.ofMinutes(9));
		});
		assertThat(result.errors().get(1)).isInstanceOf(Answer.class);
		assertThat(result.errors().get(1).getSuppressed()).hasSizeGreaterThan(3);
		assertThat(Duration.between(before, this.time.instant())).isBetween(Duration.ofMinutes(50),
				Duration.ofMinutes(70));
	}

	@Test
	void theRequestMayBoundTheWaiting() {
		open(BatchFixture.keys(1));
		Answer answer = throttled(Duration.ofSeconds(1));
		BatchCall batch = BatchCall.on(this.fixture.pool(), CallRequest.of("prices").maxWait(Duration.ZERO));
		assertThat(run(batch, answer).errors()).containsEntry(1, answer);
	}

	@Test
	void manyItemsMayWaitThoughFewCallsMay() {
		PoolDefinition pool = BatchFixture.keys(1);
		WaitingDefinition old = pool.waiting();
		open(pool.withWaiting(new WaitingDefinition(old.maxWait(), 2, old.overflow(), old.callTimeout(),
				old.streamTimeout(), old.leaseTimeout())));
		BatchRun<Integer, String> run = this.fixture.batch()
			.concurrency(50)
			.start(IntStream.range(0, 200).boxed().toList(), (item) -> item, (item, key) -> {
				if (this.attempts.computeIfAbsent(item, (id) -> new AtomicInteger()).getAndIncrement() == 0
						&& item % 50 == 0) {
					throw throttled(Duration.ofSeconds(1));
				}
				return key.id();
			});
		while (!run.toFuture().isDone()) {
			if (this.fixture.pool().snapshot().waiting() > 0) {
				moveToTheEndOfARest();
			}
		}
		assertThat(run.result().succeeded()).isEqualTo(200);
	}

}
