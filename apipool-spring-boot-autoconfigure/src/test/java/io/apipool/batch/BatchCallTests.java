package io.apipool.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPool;
import io.apipool.PooledKeys;
import io.apipool.batch.BatchFixture.Answer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Batches, as SPEC and CONTRACT have them.
 */
@Timeout(20)
class BatchCallTests {

	private final BatchFixture fixture = BatchFixture.of(4);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private static List<Integer> items(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

	@Test
	void everyItemHasItsResultInTheOrderOfTheInput() {
		BatchResult<String, Integer> result = this.fixture.batch()
			.concurrency(8)
			.run(items(100), (item) -> "id-" + item, (item, key) -> 2 * item);
		assertThat(result.total()).isEqualTo(100);
		assertThat(result.succeeded()).isEqualTo(100);
		assertThat(result.successRate()).isEqualTo(1.0);
		assertThat(new ArrayList<>(result.results().keySet()))
			.isEqualTo(items(100).stream().map((item) -> "id-" + item).toList());
		assertThat(result.results()).containsEntry("id-7", 14);
		assertThat(result.errors()).isEmpty();
		assertThat(result.bannedKeys()).isEmpty();
		assertThat(result.cancelled()).isFalse();
	}

	@Test
	void aRepeatedIdIsNotRunAgain() {
		AtomicInteger calls = new AtomicInteger();
		BatchResult<Integer, Integer> result = this.fixture.batch()
			.run(items(100), (item) -> item % 10, (item, key) -> calls.incrementAndGet());
		assertThat(result.total()).isEqualTo(10);
		assertThat(calls).hasValue(10);
	}

	@Test
	void aRepeatedIdIsNotRunAgainWhereAConsumerGetsTheResults() {
		List<Integer> ended = new ArrayList<>();
		BatchResult<Integer, Integer> result = this.fixture.batch()
			.run(items(100), (item) -> item % 10, (item, key) -> item, (id, value, error) -> ended.add(id));
		assertThat(result.total()).isEqualTo(10);
		assertThat(result.results()).isEmpty();
		assertThat(ended).containsExactlyInAnyOrderElementsOf(items(10));
	}

	@Test
	void withoutDistinctEveryItemRuns() {
		AtomicInteger calls = new AtomicInteger();
		BatchResult<Integer, Integer> result = this.fixture.batch()
			.distinct(false)
			.run(items(100), (item) -> item % 10, (item, key) -> calls.incrementAndGet());
		assertThat(result.total()).isEqualTo(100);
		assertThat(calls).hasValue(100);
		assertThat(result.results()).hasSize(10);
	}

	@Test
	void nullIsAResultAndAnItem() {
		BatchResult<String, String> result = this.fixture.batch()
			.run(Collections.singletonList((String) null), (item) -> "none", (item, key) -> item);
		assertThat(result.succeeded()).isEqualTo(1);
		assertThat(result.results()).containsEntry("none", null);
	}

	@Test
	void anEmptyBatchIsAResult() {
		BatchResult<Integer, Integer> result = this.fixture.batch().run(items(0), (item) -> item, (item, key) -> item);
		assertThat(result.total()).isZero();
		assertThat(result.successRate()).isEqualTo(1.0);
		assertThat(result.cancelled()).isFalse();
	}

	@Test
	void anErrorIsTheProvidersOwn() {
		Answer answer = Answer.failed();
		BatchResult<Integer, Integer> result = this.fixture.batch().run(items(3), (item) -> item, (item, key) -> {
			if (item == 1) {
				throw answer;
			}
			return item;
		});
		assertThat(result.errors()).containsOnlyKeys(1).containsEntry(1, answer);
		assertThat(result.results()).containsOnlyKeys(0, 2);
		assertThat(result.failed()).isEqualTo(1);
	}

	@Test
	void anIdFunctionThatThrowsEndsTheReadingWithThePartialResult() {
		RuntimeException mine = new IllegalStateException("no id");
		IncompleteBatchException thrown = catchThrowableOfType(IncompleteBatchException.class,
				() -> this.fixture.batch().run(items(10), (item) -> {
					if (item == 5) {
						throw mine;
					}
					return item;
				}, (item, key) -> item));
		assertThat(thrown).hasMessageStartingWith("demo prices: reading item 6 failed").hasCause(mine);
		assertThat(thrown.pool()).contains("demo");
		assertThat(thrown.<Integer, Integer>result().results()).containsOnlyKeys(0, 1, 2, 3, 4);
	}

	@Test
	void anIdOfNullIsAnErrorOfTheIdFunction() {
		IncompleteBatchException thrown = catchThrowableOfType(IncompleteBatchException.class,
				() -> this.fixture.batch().run(items(10), (item) -> (item == 3) ? null : item, (item, key) -> item));
		assertThat(thrown).hasMessageStartingWith("demo prices: reading item 4 failed")
			.hasRootCauseMessage("the id function returned null");
		assertThat(thrown.result().total()).isEqualTo(3);
	}

	@Test
	void anIdWhoseHashCodeThrowsEndsTheReadingToo() {
		IncompleteBatchException thrown = catchThrowableOfType(IncompleteBatchException.class,
				() -> this.fixture.batch()
					.run(items(10), (item) -> (item == 3) ? new BrokenId() : item, (item, key) -> item));
		assertThat(thrown).hasMessageStartingWith("demo prices: reading item 4 failed");
		assertThat(thrown.result().total()).isEqualTo(3);
	}

	private static final class BrokenId {

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			throw new IllegalStateException("no hash code");
		}

	}

	@Test
	void anItemsOwnCancellationIsItsError() {
		CancellationException mine = new CancellationException("mine");
		BatchResult<Integer, Integer> result = this.fixture.batch().run(items(1), (item) -> item, (item, key) -> {
			throw mine;
		});
		assertThat(result.errors()).containsEntry(0, mine);
	}

	@Test
	void anIteratorThatThrowsInTheMiddleLetsWhatRunsEnd() {
		IncompleteBatchException thrown = catchThrowableOfType(IncompleteBatchException.class,
				() -> this.fixture.batch()
					.run(Stream.iterate(0, (item) -> item + 1).map(BatchCallTests::failAtSeven).iterator(),
							(item) -> item, (item, key) -> item));
		assertThat(thrown.result().total()).isEqualTo(7);
		assertThat(thrown.result().cancelled()).isFalse();
	}

	private static int failAtSeven(int item) {
		if (item == 7) {
			throw new IllegalStateException("the database went away");
		}
		return item;
	}

	@Test
	void aConsumerThatThrowsEndsTheReadingAndStillGetsWhatRan() {
		AtomicInteger told = new AtomicInteger();
		IncompleteBatchException thrown = catchThrowableOfType(IncompleteBatchException.class,
				() -> this.fixture.batch()
					.concurrency(4)
					.run(items(1000), (item) -> item, (item, key) -> item, (id, value, error) -> {
						told.incrementAndGet();
						throw new java.io.IOException("disk full");
					}));
		assertThat(thrown).hasMessageStartingWith("demo prices: the consumer failed")
			.hasCauseInstanceOf(java.io.IOException.class);
		assertThat(told).hasValue((int) thrown.result().total()).hasValueLessThanOrEqualTo(8);
	}

	@Test
	void aStreamIsClosedAtTheEnd() {
		AtomicBoolean closed = new AtomicBoolean();
		BatchResult<Integer, Integer> result = this.fixture.batch()
			.run(items(5).stream().onClose(() -> closed.set(true)), (item) -> item, (item, key) -> item);
		assertThat(result.total()).isEqualTo(5);
		assertThat(closed).isTrue();
	}

	@Test
	void noMoreIsReadAheadThanMayRun() {
		AtomicInteger read = new AtomicInteger();
		AtomicInteger ended = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		this.fixture.batch().concurrency(5).run(items(500).stream().map((item) -> {
			most.accumulateAndGet(read.incrementAndGet() - ended.get(), Math::max);
			return item;
		}), (item) -> item, (item, key) -> item, (id, value, error) -> ended.incrementAndGet());
		assertThat(most).hasValueLessThanOrEqualTo(10);
	}

	@Test
	void consumerAndInputRunOnTheCallersThread() {
		ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
		this.fixture.batch().run(items(50).stream().map((item) -> {
			threads.add(Thread.currentThread());
			return item;
		}), (item) -> item, (item, key) -> item, (id, value, error) -> threads.add(Thread.currentThread()));
		assertThat(threads).hasSize(100).containsOnly(Thread.currentThread());
	}

	@Test
	void theLeaseIsBoundInTheItemsCall() {
		BatchResult<Integer, Boolean> result = this.fixture.batch()
			.run(items(20), (item) -> item, (item, key) -> PooledKeys.current().key().id().equals(key.id()));
		assertThat(result.results().values()).containsOnly(true);
	}

	@Test
	void anAttemptThatTakesTooLongIsInterruptedAndHasFailed() {
		AtomicInteger begun = new AtomicInteger();
		AtomicInteger interrupted = new AtomicInteger();
		BatchResult<Integer, Integer> result = this.fixture.batch()
			.concurrency(20)
			.timeout(Duration.ofMillis(100))
			.retries(1)
			.run(items(20), (item) -> item, (item, key) -> {
				begun.incrementAndGet();
				try {
					Thread.sleep(60_000);
				}
				catch (InterruptedException ex) {
					interrupted.incrementAndGet();
					throw ex;
				}
				return item;
			});
		assertThat(result.errors()).hasSize(20)
			.allSatisfy((id, error) -> assertThat(error).isInstanceOf(TimeoutException.class)
				.hasMessage("demo: no answer in 100ms"));
		assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(20));
		while (!this.fixture.threads().isEmpty()) {
			Thread.onSpinWait();
		}
		assertThat(interrupted.get()).isPositive().isEqualTo(begun.get());
		assertThat(this.fixture.pool().snapshot().inFlight()).isZero();
	}

	@Test
	void whatIsMissingIsSaidBeforeAnythingRuns() {
		BatchCall batch = this.fixture.batch();
		AtomicInteger calls = new AtomicInteger();
		assertMissing("no items", () -> batch.run((List<Integer>) null, (item) -> item, (item, key) -> 1));
		assertMissing("no items", () -> batch.run((Iterator<Integer>) null, (item) -> item, (item, key) -> 1));
		assertMissing("no items", () -> batch.start((Stream<Integer>) null, (item) -> item, (item, key) -> 1));
		assertMissing("no id function",
				() -> batch.run(items(3), null, (Integer item, ApiKey key) -> calls.incrementAndGet()));
		assertMissing("no item call", () -> batch.run(items(3), (item) -> item, null));
		assertMissing("no consumer",
				() -> batch.start(items(3), (item) -> item, (item, key) -> calls.incrementAndGet(), null));
		assertMissing("no timeout", () -> batch.timeout(null));
		assertMissing("no listener", () -> batch.onProgress(null));
		assertMissing("no operation", () -> BatchCall.on(this.fixture.pool(), (String) null));
		assertThat(calls).hasValue(0);
	}

	private static void assertMissing(String message, ThrowingCallable bad) {
		assertThatNullPointerException().isThrownBy(bad).withMessage(message);
	}

	@Test
	void aPoolOfAnotherMakeIsRefusedWithAClearError() {
		ApiKeyPool foreign = (ApiKeyPool) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { ApiKeyPool.class }, (proxy, method, arguments) -> null);
		assertThatIllegalArgumentException().isThrownBy(() -> BatchCall.on(foreign, "prices"))
			.withMessageStartingWith("a batch runs over a pool that ApiKeyPools returned");
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.batch().concurrency(0))
			.withMessage("concurrency: 0 is not possible, it must be at least 1");
	}

}
