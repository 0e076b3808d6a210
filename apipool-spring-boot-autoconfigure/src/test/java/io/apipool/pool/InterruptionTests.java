package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import io.apipool.KeyLease;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that are interrupted while they wait.
 */
@Timeout(60)
class InterruptionTests {

	/** How the calls that were raced with ended. */
	private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

	private final PoolFixture fixture = PoolFixture
		.of(PoolFixture.waiting(PoolFixture.keys(1, "1000/m", "1 concurrent"), Duration.ofHours(1)));

	private final Queue<String> ends = new ConcurrentLinkedQueue<>();

	private void call() {
		try {
			this.fixture.pool().run(PoolFixture.REQUEST, (key) -> this.ends.add("served"));
		}
		catch (CancellationException ex) {
			this.ends.add("cancelled, flag " + Thread.currentThread().isInterrupted());
		}
	}

	private List<Thread> start(int count) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Thread thread = new Thread(this::call);
			thread.start();
			threads.add(thread);
		}
		return threads;
	}

	private static void join(List<Thread> threads) throws InterruptedException {
		for (Thread thread : threads) {
			thread.join();
		}
	}

	@Test
	void aHundredInterruptedThreadsAreCancelledWithTheFlagSetAndNothingIsLost() throws InterruptedException {
		KeyLease held = this.fixture.lease();
		List<Thread> threads = start(100);
		while (this.fixture.pool().snapshot().waiting() < 100) {
			Thread.onSpinWait();
		}
		threads.forEach(Thread::interrupt);
		join(threads);
		assertThat(this.ends).hasSize(100).containsOnly("cancelled, flag true");
		held.close();
		assertThat(this.fixture.pool().snapshot().waiting()).isZero();
		assertThat(this.fixture.used("a", "1000/m")).isZero();
		assertThat(this.fixture.isServed()).isTrue();
	}

	@RepeatedTest(20)
	void whoIsInterruptedWhileBeingServedLosesNothing(RepetitionInfo repetition) throws InterruptedException {
		int servedBefore = repetition.getCurrentRepetition() * 16 / (repetition.getTotalRepetitions() + 1);
		KeyLease held = this.fixture.lease();
		List<Thread> threads = start(16);
		while (this.fixture.pool().snapshot().waiting() < 16) {
			Thread.onSpinWait();
		}
		Thread release = new Thread(held::close);
		release.start();
		while (this.ends.size() < servedBefore) {
			Thread.onSpinWait();
		}
		threads.forEach(Thread::interrupt);
		release.join();
		join(threads);
		long served = this.ends.stream().filter("served"::equals).count();
		SEEN.addAll(this.ends);
		assertThat(this.ends).hasSize(16).isSubsetOf("served", "cancelled, flag true");
		if (repetition.getCurrentRepetition() == repetition.getTotalRepetitions()) {
			assertThat(SEEN).contains("served", "cancelled, flag true");
		}
		assertThat(served).isGreaterThanOrEqualTo(servedBefore);
		assertThat(this.fixture.inFlight()).isZero();
		assertThat(this.fixture.used("a", "1 concurrent")).isZero();
		assertThat(this.fixture.used("a", "1000/m")).isEqualTo(served);
	}

	@Test
	void whoIsInterruptedInTheMiddleOfItsOwnCallGivesItsSlotBack() throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		Thread caller = new Thread(() -> {
			try {
				this.fixture.pool().run(PoolFixture.REQUEST, (key) -> {
					inside.countDown();
					new CountDownLatch(1).await();
				});
			}
			catch (InterruptedException ex) {
				this.ends.add("interrupted");
			}
		});
		caller.start();
		inside.await();
		assertThat(this.fixture.inFlight()).isEqualTo(1);
		caller.interrupt();
		caller.join();
		assertThat(this.ends).containsExactly("interrupted");
		assertThat(this.fixture.key("a").usage()).containsEntry("cancelled", 1L);
		assertThat(this.fixture.inFlight()).isZero();
		assertThat(this.fixture.used("a", "1 concurrent")).isZero();
		assertThat(this.fixture.isServed()).isTrue();
	}

}
