package io.apipool.pool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.apipool.CallOutcome;
import io.apipool.PoolExhaustedException;
import io.apipool.PooledKeys;
import io.apipool.definition.BatchDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Several calls side by side.
 */
@Timeout(20)
class ConcurrentCallsTests {

	private final ExecutorService threads = Executors.newFixedThreadPool(1);

	private final PoolFixture fixture = fixture(PoolFixture.keys(3));

	private PoolFixture fixture(PoolDefinition pool) {
		PoolFixture fixture = new PoolFixture();
		fixture.executor = (FewThreads) this.threads::execute;
		return fixture.open(pool);
	}

	@AfterEach
	void nothingIsLeft() {
		assertThat(this.fixture.inFlight()).isZero();
		this.threads.shutdownNow();
	}

	private static List<Integer> items(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

	@Test
	void resultsComeInTheOrderOfTheItemsNullAmongThem() {
		List<String> results = this.fixture.pool()
			.callConcurrently("op", items(100), (item, key) -> (item == 7) ? null : "r" + item);
		assertThat(results).hasSize(100).startsWith("r0", "r1").endsWith("r99").element(7).isNull();
		assertThat(this.fixture.pool().callConcurrently("op", Arrays.asList("a", null), (item, key) -> item))
			.containsExactly("a", null);
		assertThat(this.fixture.pool()
			.<String, String, RuntimeException>callConcurrently("op", List.of(), (item, key) -> item)).isEmpty();
	}

	@Test
	void eachIsACallLikeAnyOther() {
		AtomicInteger throttled = new AtomicInteger();
		List<String> results = this.fixture.pool().callConcurrently("op", items(1), (item, key) -> {
			assertThat(PooledKeys.current().key()).isEqualTo(key);
			if (throttled.getAndIncrement() == 0) {
				throw new StatusException(429);
			}
			return key.id();
		});
		assertThat(results).containsExactly("b");
	}

	@Test
	void theFirstErrorInTheOrderOfTheItemsIsThrownAfterAllHaveEnded() {
		IOException second = new IOException("2");
		AtomicInteger ended = new AtomicInteger();
		IOException thrown = catchThrowableOfType(IOException.class, () -> this.fixture.pool()
			.<Integer, Integer, IOException>callConcurrently("op", items(10), (item, key) -> {
				ended.incrementAndGet();
				if (item == 2) {
					throw second;
				}
				if (item > 6) {
					throw new IOException(String.valueOf(item));
				}
				return item;
			}));
		assertThat(thrown).isSameAs(second);
		assertThat(thrown.getSuppressed()).extracting(Throwable::getMessage).containsExactly("7", "8", "9");
		assertThat(ended).hasValue(10);
	}

	@Test
	void twiceAsManyRunAtOnceAsThereAreKeysOrWhatTheBatchPropertySays() {
		assertThat(mostAtOnce(this.fixture, 6)).isEqualTo(6);
		PoliciesDefinition old = PoliciesDefinition.DEFAULTS;
		assertThat(mostAtOnce(fixture(PoolFixture.keys(3)
			.withPolicies(new PoliciesDefinition(old.retry(), old.cooldown(), old.ban(), old.outcomes(), old.adaptive(),
					new BatchDefinition(4, null, null)))),
				4))
			.isEqualTo(4);
	}

	private static int mostAtOnce(PoolFixture fixture, int expected) {
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		fixture.pool().callConcurrently("op", items(200), (item, key) -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			Thread.yield();
			while (most.get() < expected) {
				Thread.onSpinWait();
			}
			running.decrementAndGet();
			return item;
		});
		return most.get();
	}

	@Test
	void interruptingItInterruptsWhatRunsAndStartsNoMore() throws InterruptedException {
		CountDownLatch running = new CountDownLatch(6);
		CountDownLatch interrupted = new CountDownLatch(6);
		AtomicInteger started = new AtomicInteger();
		AtomicReference<String> end = new AtomicReference<>();
		Thread thread = new Thread(() -> {
			try {
				this.fixture.pool().callConcurrently("op", items(100), (item, key) -> {
					started.incrementAndGet();
					running.countDown();
					try {
						return new CountDownLatch(1).await(1, TimeUnit.HOURS);
					}
					finally {
						interrupted.countDown();
					}
				});
			}
			catch (CancellationException ex) {
				end.set("cancelled, flag " + Thread.currentThread().isInterrupted());
			}
			catch (Exception ex) {
				end.set(ex.toString());
			}
		});
		thread.start();
		running.await();
		thread.interrupt();
		thread.join();
		interrupted.await();
		assertThat(end).hasValue("cancelled, flag true");
		assertThat(started).hasValue(6);
		while (this.fixture.inFlight() > 0) {
			Thread.onSpinWait();
		}
	}

	@Test
	void insideACallOfTheSamePoolTheyUseItsKeyOneAfterTheOther() {
		List<String> keys = new ArrayList<>();
		AtomicInteger atOnce = new AtomicInteger();
		this.fixture.pool().run("op", (outer) -> {
			keys.add(outer.id());
			keys.addAll(this.fixture.pool().callConcurrently("inner", items(4), (item, key) -> {
				String others = (atOnce.getAndIncrement() == 0) ? "" : "beside another one";
				Thread.yield();
				atOnce.decrementAndGet();
				return key.id() + others;
			}));
		});
		assertThat(keys).hasSize(5).containsOnly("a");
	}

	@Test
	void whoGetsNoKeySaysSo() {
		this.fixture.attempt(new CallOutcome.Throttled(null, false));
		this.fixture.attempt(new CallOutcome.Throttled(null, false));
		this.fixture.attempt(new CallOutcome.Throttled(null, false));
		assertThatExceptionOfType(PoolExhaustedException.class)
			.isThrownBy(() -> this.fixture.pool().callConcurrently("op", items(2), (item, key) -> item));
	}

}
