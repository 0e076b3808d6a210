package io.apipool.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apipool.batch.BatchFixture.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Batches that do not come to the end of their input.
 */
@Timeout(20)
class BatchCancellationTests {

	private final BatchFixture fixture = BatchFixture.of(2);

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicInteger interrupted = new AtomicInteger();

	private final CountDownLatch blocked = new CountDownLatch(8);

	@AfterEach
	void everyWorkerEndsAndPermitsAreBack() {
		while (this.fixture.pool().snapshot().inFlight() > 0 || !this.fixture.threads().isEmpty()) {
			Thread.onSpinWait();
		}
		assertThat(this.fixture.pool().snapshot().waiting()).isZero();
		this.fixture.close();
	}

	private static List<Integer> items() {
		return IntStream.range(0, 1000).boxed().toList();
	}

	/**
	 * Answers the first hundred calls and keeps the others.
	 */
	private int call(int item) throws InterruptedException {
		if (this.calls.getAndIncrement() < 100) {
			return item;
		}
		this.blocked.countDown();
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			this.interrupted.incrementAndGet();
			throw ex;
		}
		return item;
	}

	private void assertPartial(BatchResult<Integer, Integer> result) {
		assertThat(result.cancelled()).isTrue();
		assertThat(result.results()).hasSize(100);
		assertThat(result.errors()).hasSize(8)
			.allSatisfy((id, error) -> assertThat(error).isInstanceOf(CancellationException.class)
				.hasMessage("demo prices: the batch was cancelled"));
		assertThat(result.total()).isEqualTo(108);
		assertThat(result.results().keySet()).doesNotContainAnyElementsOf(result.errors().keySet());
		while (this.interrupted.get() < 8) {
			Thread.onSpinWait();
		}
	}

	@Test
	void cancellingInterruptsWhatRunsAndReturnsWhatWasDone() throws Exception {
		BatchRun<Integer, Integer> run = this.fixture.batch()
			.concurrency(8)
			.start(items(), (item) -> item, (item, key) -> call(item));
		this.blocked.await();
		run.cancel();
		assertPartial(run.result());
	}

	@Test
	void interruptingTheThreadThatRunsItCancelsABatch() throws Exception {
		AtomicReference<BatchResult<Integer, Integer>> result = new AtomicReference<>();
		AtomicBoolean flag = new AtomicBoolean();
		Thread thread = new Thread(() -> {
			result.set(this.fixture.batch().concurrency(8).run(items(), (item) -> item, (item, key) -> call(item)));
			flag.set(Thread.currentThread().isInterrupted());
		});
		thread.start();
		this.blocked.await();
		thread.interrupt();
		thread.join();
		assertPartial(result.get());
		assertThat(flag).isTrue();
	}

	@Test
	void aThreadThatIsInterruptedBeforeBeginsNothing() {
		Thread.currentThread().interrupt();
		BatchResult<Integer, Integer> result = this.fixture.batch()
			.run(items(), (item) -> item, (item, key) -> call(item));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(result.cancelled()).isTrue();
		assertThat(result.total()).isZero();
		assertThat(this.calls).hasValue(0);
	}

	@Test
	void cancellingTheFutureCancelsTheBatch() throws Exception {
		BatchRun<Integer, Integer> run = this.fixture.batch()
			.concurrency(8)
			.start(items(), (item) -> item, (item, key) -> call(item));
		this.blocked.await();
		CompletableFuture<BatchResult<Integer, Integer>> future = run.toFuture();
		assertThat(future.cancel(true)).isTrue();
		assertPartial(run.result());
		assertThat(run.toFuture().join().total()).isEqualTo(108);
	}

	@Test
	void whoStopsWaitingForTheResultStopsNothingElse() throws Exception {
		BatchRun<Integer, Integer> run = this.fixture.batch()
			.concurrency(8)
			.start(items(), (item) -> item, (item, key) -> call(item));
		this.blocked.await();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(run::result);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(run.toFuture()).isNotDone();
		run.cancel();
		assertPartial(run.result());
	}

	@Test
	void whatWaitsForItsFirstKeyWasNeverBegun() {
		BatchFixture.Answer throttled = Answer.throttled(this.fixture.time(), Duration.ofMinutes(5));
		BatchRun<Integer, Integer> run = this.fixture.batch()
			.concurrency(6)
			.start(items(), (item) -> item, (item, key) -> {
				this.calls.incrementAndGet();
				throw throttled;
			});
		while (this.fixture.pool().snapshot().waiting() < 6) {
			Thread.onSpinWait();
		}
		int begun = this.fixture.pool()
			.keys()
			.stream()
			.mapToInt((key) -> Math.toIntExact(key.usage().get("calls")))
			.sum();
		run.cancel();
		assertThat(run.result().total()).isBetween(1L, (long) begun);
		assertThat(run.result().errors()).hasSize((int) run.result().total());
	}

	@Test
	void cancellingInterruptsAnInputThatBlocks() throws Exception {
		BlockingQueue<Integer> source = new ArrayBlockingQueue<>(10);
		source.put(1);
		AtomicInteger ended = new AtomicInteger();
		BatchRun<Integer, Integer> run = this.fixture.batch().start(Stream.generate(() -> {
			try {
				return source.take();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}), (item) -> item, (item, key) -> ended.incrementAndGet());
		while (ended.get() == 0) {
			Thread.onSpinWait();
		}
		run.cancel();
		assertThat(run.result().cancelled()).isTrue();
		assertThat(run.result().total()).isEqualTo(1);
	}

	@Test
	void aPoolThatIsClosedInTheMiddleEndsTheBatch() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		BatchRun<Integer, Integer> run = this.fixture.batch()
			.concurrency(8)
			.start(items(), (item) -> item, (item, key) -> {
				if (this.calls.incrementAndGet() > 100) {
					this.blocked.countDown();
					go.await();
				}
				return item;
			});
		this.blocked.await();
		this.fixture.pools().close();
		go.countDown();
		BatchResult<Integer, Integer> result = run.result();
		assertThat(result.cancelled()).isTrue();
		assertThat(result.succeeded()).isEqualTo(108);
		assertThat(result.errors()).isEmpty();
	}

	@Test
	void aStartedBatchThrowsWhatItsInputThrew() {
		BatchRun<Integer, Integer> run = this.fixture.batch().start((Iterable<Integer>) () -> {
			throw new IllegalStateException("no database");
		}, (item) -> item, (item, key) -> item);
		assertThatExceptionOfType(IncompleteBatchException.class).isThrownBy(run::result)
			.withMessage("demo prices: reading item 1 failed; 0 of 0 items had succeeded");
	}

}
