package io.apipool.pool;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.PooledKeys;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Asynchronous calls: each way they can end, and that nothing is left open.
 */
@Timeout(60)
class AsyncCallTests {

	private final PoolFixture fixture = PoolFixture
		.of(PoolFixture.waiting(PoolFixture.keys(2, "1 concurrent"), Duration.ofMinutes(1)));

	private final List<CompletableFuture<String>> stages = new CopyOnWriteArrayList<>();

	private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

	private CompletableFuture<String> call(PoolFixture on) {
		return on.pool().callAsync("op", (key) -> {
			CompletableFuture<String> stage = new CompletableFuture<>();
			assertThat(PooledKeys.current().key()).isEqualTo(key);
			this.stages.add(stage);
			this.threads.add(Thread.currentThread());
			return stage;
		});
	}

	@AfterEach
	void nothingIsLeftOpen() {
		assertThat(this.fixture.inFlight()).isZero();
		assertThat(this.fixture.pool().snapshot().waiting()).isZero();
		assertThat(this.fixture.used("a", "1 concurrent")).isZero();
		assertThat(this.fixture.used("b", "1 concurrent")).isZero();
		assertThat(PooledKeys.find()).isEmpty();
	}

	@Test
	void itEndsAsItsStageDoes() {
		CompletableFuture<String> call = call(this.fixture);
		assertThat(this.fixture.inFlight()).isEqualTo(1);
		this.stages.get(0).complete("done");
		assertThat(call).isCompletedWithValue("done");
		assertThat(this.fixture.key("a").usage()).containsEntry("succeeded", 1L);
	}

	@Test
	void aThrottledStageIsFollowedByAnotherKey() {
		CompletableFuture<String> call = call(this.fixture);
		this.stages.get(0).completeExceptionally(new StatusException(429));
		assertThat(call).isNotDone();
		this.stages.get(1).complete("done");
		assertThat(call).isCompletedWithValue("done");
	}

	@Test
	void aThrowInTheBodyIsAFailedFuture() {
		CompletableFuture<String> call = this.fixture.pool().callAsync("op", (key) -> {
			throw new IllegalStateException("mine");
		});
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> Unwrapped.get(call));
	}

	@Test
	void cancellingWhileItRunsCancelsTheStage() {
		CompletableFuture<String> call = call(this.fixture);
		call.cancel(true);
		assertThat(this.stages.get(0)).isCancelled();
		assertThat(this.fixture.key("a").usage()).containsEntry("cancelled", 1L);
	}

	@Test
	void endingTheFutureFromOutsideCancelsTheStageToo() {
		CompletableFuture<String> call = call(this.fixture);
		call.completeExceptionally(new TimeoutException());
		assertThat(this.stages.get(0)).isCancelled();
		assertThat(this.fixture.key("a").usage()).containsEntry("cancelled", 1L);
	}

	@Test
	void cancellingWhileItWaitsTakesItOut() {
		KeyLease one = this.fixture.lease();
		KeyLease two = this.fixture.lease();
		CompletableFuture<String> call = call(this.fixture);
		call.cancel(true);
		assertThat(this.fixture.pool().snapshot().waiting()).isZero();
		one.close();
		two.close();
		assertThat(this.stages).isEmpty();
	}

	@Test
	void anAttemptWithoutAnAnswerTimesOutAndIsAFailure() {
		CompletableFuture<String> call = call(this.fixture);
		this.fixture.pass(Duration.ofSeconds(30));
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> Unwrapped.get(call));
		assertThat(this.stages.get(0)).isCancelled();
		assertThat(this.fixture.key("a").usage()).containsEntry("failed", 1L);
	}

	@Test
	void aLateAnswerLeavesNoTimerBehind() {
		CompletableFuture<String> call = call(this.fixture);
		int timers = this.fixture.time.pendingTimers();
		this.stages.get(0).complete("done");
		assertThat(call).isCompleted();
		assertThat(this.fixture.time.pendingTimers()).isEqualTo(timers - 1);
	}

	@Test
	void afterATimeoutTheApplicationsCodeNeverRunsOnTheTimersThread() throws InterruptedException {
		Thread timer = Thread.currentThread();
		PoolFixture fixture = new PoolFixture();
		fixture.executor = (task) -> {
		};
		PoolDefinition again = PoolFixture.attempts(PoolFixture.keys(2), 3, true);
		fixture.open(PoolFixture.waiting(again, Duration.ofMinutes(1)));
		call(fixture);
		assertThat(this.threads.take()).isSameAs(timer);
		fixture.pass(Duration.ofSeconds(30));
		assertThat(this.threads.take()).isNotSameAs(timer);
	}

	@Test
	void afterWaitingTheApplicationsCodeRunsOnTheExecutor() {
		Queue<Runnable> handedOver = new ArrayDeque<>();
		PoolFixture fixture = new PoolFixture();
		fixture.executor = handedOver::add;
		fixture.open(PoolFixture.waiting(PoolFixture.keys(1), Duration.ofMinutes(1)));
		fixture.attempt(new CallOutcome.Throttled(fixture.in(Duration.ofSeconds(9)), true));
		CompletableFuture<String> call = call(fixture);
		fixture.pass(Duration.ofSeconds(9));
		assertThat(this.stages).isEmpty();
		handedOver.remove().run();
		this.stages.get(0).complete("done");
		assertThat(call).isCompletedWithValue("done");
	}

	@Test
	void anExecutorThatIsGoneLosesNoCall() {
		PoolFixture fixture = new PoolFixture();
		fixture.executor = (task) -> {
			throw new RejectedExecutionException("shut down");
		};
		fixture.open(PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent"), Duration.ofMinutes(1)));
		KeyLease held = fixture.lease();
		CompletableFuture<String> call = call(fixture);
		held.close();
		this.stages.get(0).complete("done");
		assertThat(call).isCompletedWithValue("done");
	}

	@Test
	void aBlockingCallOnAnExecutorEndsAsItReturns() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		CompletableFuture<String> call = this.fixture.pool()
			.callAsync(PoolFixture.REQUEST, executor, (key) -> PooledKeys.current().key().id());
		assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("a");
		CompletableFuture<String> failed = this.fixture.pool().callAsync(PoolFixture.REQUEST, executor, (key) -> {
			throw new IOException("broken");
		});
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> Unwrapped.get(failed));
		executor.shutdown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void cancellingABlockingCallInterruptsItsThread() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		CompletableFuture<Thread> started = new CompletableFuture<>();
		AtomicBoolean interrupted = new AtomicBoolean();
		CompletableFuture<String> call = this.fixture.pool().callAsync(PoolFixture.REQUEST, executor, (key) -> {
			started.complete(Thread.currentThread());
			try {
				new CompletableFuture<>().get();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
			return "never seen";
		});
		started.get();
		call.cancel(true);
		executor.shutdown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		assertThat(interrupted).isTrue();
	}

	@Test
	void anExecutorThatRejectsIsAFailedFuture() {
		Executor rejecting = (task) -> {
			throw new RejectedExecutionException("full");
		};
		CompletableFuture<String> call = this.fixture.pool().callAsync(PoolFixture.REQUEST, rejecting, (key) -> "x");
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> Unwrapped.get(call));
	}

}
