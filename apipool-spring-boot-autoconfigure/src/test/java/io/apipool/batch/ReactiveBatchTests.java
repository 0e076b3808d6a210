package io.apipool.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Batches as a Flux.
 */
@Timeout(20)
class ReactiveBatchTests {

	private final BatchFixture fixture = BatchFixture.of(4);

	private final AtomicInteger calls = new AtomicInteger();

	@AfterEach
	void close() {
		while (!this.fixture.threads().isEmpty()) {
			Thread.onSpinWait();
		}
		assertThat(this.fixture.pool().snapshot().inFlight()).isZero();
		this.fixture.close();
	}

	private static List<Integer> items(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

	private Flux<BatchItemResult<Integer, Integer>> stream(int count) {
		return ReactiveBatch.stream(this.fixture.batch().concurrency(4), items(count), (item) -> item, (item, key) -> {
			this.calls.incrementAndGet();
			if (item % 10 == 9) {
				throw BatchFixture.Answer.failed();
			}
			return (item % 10 == 8) ? null : item;
		});
	}

	@Test
	void everyEndIsAnElementErrorsAndNullsToo() {
		List<BatchItemResult<Integer, Integer>> ends = stream(100).collectList().block();
		assertThat(ends).hasSize(100);
		assertThat(ends.stream().filter(BatchItemResult::succeeded)).hasSize(90);
		assertThat(ends.stream().filter((end) -> end.succeeded() && end.result() == null)).hasSize(10);
	}

	@Test
	void eachSubscriptionIsABatchOfItsOwnAndNothingRunsBefore() {
		Flux<BatchItemResult<Integer, Integer>> stream = stream(10);
		assertThat(this.calls).hasValue(0);
		assertThat(stream.count().block()).isEqualTo(10);
		assertThat(stream.count().block()).isEqualTo(10);
		assertThat(this.calls).hasValue(20);
	}

	@Test
	void noMoreRunsBeyondWhatWasAskedForThanRunsAtOnce() {
		CountDownLatch three = new CountDownLatch(3);
		BaseSubscriber<BatchItemResult<Integer, Integer>> subscriber = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				request(3);
			}

			@Override
			protected void hookOnNext(BatchItemResult<Integer, Integer> end) {
				three.countDown();
			}

		};
		stream(1000).subscribe(subscriber);
		while (this.calls.get() < 7 || three.getCount() > 0) {
			Thread.onSpinWait();
		}
		subscriber.request(1);
		while (this.calls.get() < 8) {
			Thread.onSpinWait();
		}
		assertThat(this.calls).hasValue(8);
		subscriber.cancel();
	}

	@Test
	void cancellingTheSubscriptionCancelsTheBatch() {
		CountDownLatch interrupted = new CountDownLatch(4);
		ReactiveBatch.stream(this.fixture.batch().concurrency(4), Stream.iterate(0, (item) -> item + 1), (item) -> item,
				(item, key) -> {
					if (this.calls.incrementAndGet() <= 20) {
						return item;
					}
					try {
						return new CountDownLatch(1).await(1, java.util.concurrent.TimeUnit.HOURS) ? 1 : 0;
					}
					finally {
						interrupted.countDown();
					}
				})
			.take(Duration.ofMillis(300))
			.blockLast();
		while (interrupted.getCount() > 0) {
			Thread.onSpinWait();
		}
		while (this.fixture.pool().snapshot().inFlight() > 0) {
			Thread.onSpinWait();
		}
		assertThat(this.calls).hasValue(24);
	}

	@Test
	void anInputThatFailsFailsTheStreamAfterWhatWasDone() {
		AtomicInteger seen = new AtomicInteger();
		Flux<BatchItemResult<Integer, Integer>> stream = ReactiveBatch.stream(this.fixture.batch(),
				items(10).stream().map((item) -> item / (5 - item)), (item) -> this.calls.incrementAndGet(),
				(item, key) -> item);
		assertThatExceptionOfType(IncompleteBatchException.class)
			.isThrownBy(() -> stream.doOnNext((end) -> seen.incrementAndGet()).blockLast())
			.withCauseInstanceOf(ArithmeticException.class);
		assertThat(seen).hasValue(5);
	}

	@Test
	void aClosedPoolFailsTheStream() {
		this.fixture.pools().close();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> stream(10).blockLast());
	}

}
