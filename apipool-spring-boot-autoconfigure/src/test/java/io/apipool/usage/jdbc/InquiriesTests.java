package io.apipool.usage.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.test.ManualTimekeeper;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is asked is asked until there is an answer.
 */
@ExtendWith(OutputCaptureExtension.class)
class InquiriesTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.EPOCH);

	private final DatabaseReads inquiries = new DatabaseReads(this.time, new UsageDatabase(new JdbcDataSource(), () -> {
	}));

	private final AtomicInteger asked = new AtomicInteger();

	@AfterEach
	void close() {
		this.inquiries.close();
	}

	@Test
	void nobodyIsKeptWaitingByTheQuestion() {
		CountDownLatch gate = new CountDownLatch(1);
		AtomicReference<Thread> asking = new AtomicReference<>();
		CompletionStage<Thread> answer = this.inquiries.ask(() -> {
			asking.set(Thread.currentThread());
			pass(gate);
			return Thread.currentThread();
		});
		assertThat(answer.toCompletableFuture()).isNotDone();
		gate.countDown();
		assertThat(get(answer)).isNotSameAs(Thread.currentThread()).isSameAs(asking.get());
		assertThat(asking.get().isDaemon()).isTrue();
	}

	@Test
	void itIsAskedAgainWithLongerAndLongerPauses(CapturedOutput output) throws InterruptedException {
		CompletionStage<Integer> answer = this.inquiries.ask(() -> failing(4));
		for (int pause : new int[] { 1, 2, 4, 8 }) {
			awaitTimer();
			assertThat(answer.toCompletableFuture()).isNotDone();
			this.time.advance(Duration.ofSeconds(pause).minusMillis(1));
			assertThat(this.time.pendingTimers()).isEqualTo(1);
			this.time.advance(Duration.ofMillis(1));
		}
		assertThat(get(answer)).isEqualTo(5);
		assertThat(output).containsOnlyOnce("WARN").containsOnlyOnce("nobody there").containsOnlyOnce("INFO");
	}

	@Test
	void atTheEndNothingIsAskedAnyMore() throws InterruptedException {
		CompletionStage<Integer> answer = this.inquiries.ask(() -> failing(1000));
		awaitTimer();
		this.inquiries.close();
		int before = this.asked.get();
		this.time.advance(Duration.ofHours(1));
		assertThat(this.asked).hasValue(before);
		assertThatThrownBy(() -> get(answer)).isInstanceOf(CompletionException.class)
			.hasCauseInstanceOf(CancellationException.class);
	}

	/** Waits for the gate, not for ever: who has to open it may stand here. */
	private static void pass(CountDownLatch gate) {
		try {
			gate.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private int failing(int times) {
		int number = this.asked.incrementAndGet();
		if (number <= times) {
			throw new IllegalStateException("nobody there");
		}
		return number;
	}

	private void awaitTimer() throws InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		for (int i = 0; i < 30_000 && this.time.pendingTimers() == 0; i++) {
			never.await(1, TimeUnit.MILLISECONDS);
		}
		assertThat(this.time.pendingTimers()).isEqualTo(1);
	}

	private static <T> T get(CompletionStage<T> answer) {
		return answer.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
	}

}
