package io.apipool.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apipool.ApiKeyPoolListener;
import io.apipool.RunningBatch;
import io.apipool.batch.BatchFixture.Answer;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How far a batch has come, as it is told.
 */
@Timeout(20)
@ExtendWith(OutputCaptureExtension.class)
class BatchProgressTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	private final List<String> batches = new ArrayList<>();

	private final BatchFixture fixture = new BatchFixture(this.time, BatchFixture.keys(1), new ApiKeyPoolListener() {

		@Override
		public void batchStarted(RunningBatch batch) {
			BatchProgressTests.this.batches
				.add("started " + batch.pool() + " " + batch.operation() + " " + text(batch));
		}

		@Override
		public void batchEnded(RunningBatch batch) {
			BatchProgressTests.this.batches.add("ended " + text(batch));
		}

		private String text(RunningBatch batch) {
			return batch.done() + " " + batch.failed() + " " + batch.total();
		}

	});

	private final List<String> told = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private static List<Integer> items(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

	@Test
	void isToldAtMostEveryHundredMillisecondsAndOnceAtTheEnd() {
		this.fixture.batch()
			.concurrency(1)
			.onProgress((progress) -> this.told.add(progress.toString()))
			.run(items(10), (item) -> item, (item, key) -> {
				if (item == 5) {
					this.time.advance(Duration.ofMillis(100));
				}
				return item;
			});
		assertThat(this.told).containsExactly("1 of 10", "5 of 10", "10 of 10");
	}

	@Test
	void whatWasHeldBackIsToldLater() throws Exception {
		CountDownLatch second = new CountDownLatch(1);
		BatchRun<Integer, Integer> run = this.fixture.batch()
			.concurrency(1)
			.onProgress((progress) -> this.told.add(progress.toString()))
			.start(items(3), (item) -> item, (item, key) -> {
				if (item == 2) {
					second.await();
				}
				return item;
			});
		while (!this.told.contains("2 of 3")) {
			this.time.advance(Duration.ofMillis(50));
		}
		second.countDown();
		assertThat(run.result().total()).isEqualTo(3);
		assertThat(this.told.stream().distinct()).containsExactly("1 of 3", "2 of 3", "3 of 3");
	}

	@Test
	void repeatedIdsAreNotPartOfTheTotalAndAnUnknownOneIsAQuestionMark() {
		this.fixture.batch()
			.onProgress((progress) -> this.told.add(progress.toString()))
			.run(items(10), (item) -> item % 4, (item, key) -> item);
		this.fixture.batch()
			.onProgress((progress) -> this.told.add(progress.toString()))
			.run(items(5).iterator(), (item) -> item, (item, key) -> item);
		this.fixture.batch()
			.onProgress((progress) -> this.told.add(progress.toString()))
			.run(Stream.<Integer>empty(), (item) -> item, (item, key) -> item);
		assertThat(this.told).contains("4 of 4", "5 of ?").endsWith("0 of 0");
	}

	@Test
	void aListenerThatFailsBreaksNothing(CapturedOutput output) {
		BatchResult<Integer, Integer> result = this.fixture.batch().onProgress((progress) -> {
			throw new IllegalStateException("no terminal");
		}).run(items(5), (item) -> item, (item, key) -> item);
		assertThat(result.succeeded()).isEqualTo(5);
		assertThat(output).containsOnlyOnce("demo prices: the progress listener failed");
	}

	@Test
	void thePoolsListenersAreToldOfTheBatch() {
		this.fixture.batch().run(items(5), (item) -> item, (item, key) -> {
			if (item == 3) {
				throw new Answer(null);
			}
			return item;
		});
		assertThat(this.batches).containsExactly("started demo prices 0 0 OptionalLong[5]",
				"ended 5 1 OptionalLong[5]");
	}

	@Test
	void theLogWarnsOfABatchInsideACallOfItsPoolWhichUsesThatCallsKeyAlone(CapturedOutput output) {
		try (BatchFixture three = BatchFixture.of(3)) {
			List<String> keys = List.of("a", "b", "c");
			three.batch().run(keys, (item) -> item, (item, key) -> item);
			assertThat(output).doesNotContain("inside a call");
			String used = three.pool()
				.call("around", (outer) -> outer.id()
						+ three.batch().run(keys, (item) -> item, (item, key) -> key.id()).results().values());
			assertThat(used).isIn("a[a, a, a]", "b[b, b, b]", "c[c, c, c]");
		}
		assertThat(output).containsOnlyOnce("demo prices: this batch begins inside a call of its pool, and uses the key"
				+ " of that call alone, one item after the other, without retries. Begin it outside");
	}

	@Test
	void theLogSaysEveryTenSecondsHowFarItIsAndWhatItWaitsFor(CapturedOutput output) {
		Answer throttled = Answer.throttled(this.time, Duration.ofMinutes(1));
		BatchRun<Integer, Integer> run = this.fixture.batch()
			.concurrency(1)
			.start(items(40), (item) -> item, (item, key) -> {
				if (item == 30 && this.told.isEmpty()) {
					this.told.add("throttled");
					throw throttled;
				}
				return item;
			});
		while (this.fixture.pool().snapshot().waiting() == 0) {
			Thread.onSpinWait();
		}
		this.time.advance(Duration.ofSeconds(10));
		while (!output.getOut().contains("waiting for a key")) {
			Thread.onSpinWait();
		}
		this.time.advance(Duration.ofSeconds(60));
		while (!run.toFuture().isDone()) {
			this.time.advance(Duration.ZERO);
		}
		assertThat(run.result().succeeded()).isEqualTo(40);
		assertThat(output).contains("demo prices: 30 of 40 done, 0 failed, 3.0/s, 1 waiting for a key (1 cooling)");
	}

}
