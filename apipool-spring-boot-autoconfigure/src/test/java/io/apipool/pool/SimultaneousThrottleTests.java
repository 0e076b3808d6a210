package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.CallOutcome;
import io.apipool.KeyState;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that are throttled on one key at the same moment: each sees what the provider
 * said, and the key rests once.
 */
@Timeout(60)
class SimultaneousThrottleTests {

	private static final int THREADS = 8;

	private final CyclicBarrier together = new CyclicBarrier(THREADS);

	private final Queue<Throwable> seen = new ConcurrentLinkedQueue<>();

	private PoolFixture fixture = new PoolFixture();

	private void call() {
		AtomicInteger attempts = new AtomicInteger();
		try {
			this.fixture.pool().run(PoolFixture.REQUEST, (key) -> {
				if (attempts.getAndIncrement() == 0) {
					this.together.await();
				}
				throw new Throttle();
			});
		}
		catch (Throwable thrown) {
			this.seen.add(thrown);
		}
	}

	@RepeatedTest(20)
	void eachSeesTheProvidersAnswerAndTheKeyRestsOnce() throws InterruptedException {
		throttled(PoolFixture.attempts(PoolFixture.keys(1, "1000/m"), 1, false));
	}

	@RepeatedTest(20)
	void whoMayTryAgainSeesTheProvidersAnswerToo() throws InterruptedException {
		throttled(PoolFixture.attempts(PoolFixture.waiting(PoolFixture.keys(1, "1000/m"), Duration.ZERO), 3, false));
	}

	private void throttled(PoolDefinition pool) throws InterruptedException {
		this.fixture.classifiers = List
			.of((thrown) -> (thrown instanceof Throttle) ? new CallOutcome.Throttled((Instant) null, false) : null);
		this.fixture.open(pool);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			threads.add(new Thread(this::call));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.seen).hasSize(THREADS).hasOnlyElementsOfType(Throttle.class);
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.COOLING);
		assertThat(Duration.between(this.fixture.time.instant(), this.fixture.key("a").until()))
			.isBetween(Duration.ofSeconds(5), Duration.ofMillis(5500));
		assertThat(this.fixture.inFlight()).isZero();
	}

	/** What the provider says. */
	private static final class Throttle extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
