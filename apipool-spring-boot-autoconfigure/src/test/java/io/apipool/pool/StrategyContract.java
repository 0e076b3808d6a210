package io.apipool.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeySnapshot;
import io.apipool.Usage;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.selection.Candidate;
import io.apipool.selection.Candidates;
import io.apipool.selection.KeySelector;
import io.apipool.selection.Strategies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every strategy must keep.
 */
@Timeout(120)
abstract class StrategyContract {

	static final CallOutcome SUCCEEDED = new CallOutcome.Succeeded(Usage.none());

	private static final int THREADS = 8;

	private final String strategy;

	final ConcurrentLinkedQueue<Candidate> named = new ConcurrentLinkedQueue<>();

	final AtomicInteger usable = new AtomicInteger();

	StrategyContract(String strategy) {
		this.strategy = strategy;
	}

	/**
	 * Makes a request that may matter to the strategy.
	 */
	CallRequest request(int number) {
		return PoolFixture.REQUEST;
	}

	PoolFixture open(PoolDefinition pool) {
		KeySelector selector = Strategies.create(this.strategy);
		PoolFixture fixture = new PoolFixture();
		fixture.selectors = Map.of("mine", (candidates, request) -> recorded(selector, candidates, request));
		return fixture.open(pool.withStrategy("mine"));
	}

	private Candidate recorded(KeySelector selector, Candidates candidates, CallRequest request) {
		this.usable.set(candidates.size());
		Candidate next = selector.next(candidates, request);
		if (next != null) {
			this.named.add(next);
		}
		return next;
	}

	/**
	 * Makes calls on eight threads.
	 * @return how many were served
	 */
	int call(PoolFixture fixture, int calls) throws InterruptedException {
		AtomicInteger served = new AtomicInteger();
		onThreads(calls, (i) -> fixture.pool().tryAcquire(request(i)).ifPresent((lease) -> {
			served.incrementAndGet();
			lease.succeeded();
		}));
		return served.get();
	}

	static void onThreads(int count, IntConsumer action) throws InterruptedException {
		AtomicInteger next = new AtomicInteger();
		List<Throwable> failures = new ArrayList<>();
		List<Thread> threads = IntStream.range(0, THREADS).mapToObj((t) -> new Thread(() -> {
			for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
				action.accept(i);
			}
		})).toList();
		for (Thread thread : threads) {
			thread.setUncaughtExceptionHandler((failed, ex) -> {
				synchronized (failures) {
					failures.add(ex);
				}
			});
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(failures).isEmpty();
	}

	static long calls(PoolFixture fixture, String key) {
		return fixture.key(key).usage().get("calls");
	}

	static List<Long> calls(PoolFixture fixture) {
		return fixture.pool().keys().stream().map((key) -> key.usage().get("calls")).toList();
	}

	static long spread(List<Long> calls) {
		return calls.stream().mapToLong(Long::longValue).max().orElseThrow()
				- calls.stream().mapToLong(Long::longValue).min().orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void namesOnlyUsableKeysWhereNineHundredOfAThousandAreOut(boolean scattered) throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(1000, "1000/h"));
		List<String> ids = fixture.pool().keys().stream().map(KeySnapshot::id).toList();
		Set<String> in = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			String id = ids.get(i);
			if (scattered ? i % 10 != 3 : i >= 100) {
				fixture.pool().disable(id, null);
			}
			else {
				in.add(id);
			}
		}
		for (int i = 0; i < 20_000 && this.usable.get() != 100; i++) {
			fixture.attempt(request(i), SUCCEEDED);
		}
		this.named.clear();
		assertThat(call(fixture, 2000)).isEqualTo(2000);
		assertThat(this.named).hasSize(2000).extracting(Candidate::id).isSubsetOf(in);
	}

	@Test
	void findsEveryPermitOfEveryKeyOnEightThreads() throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(100, "100/h"));
		assertThat(call(fixture, 10_000)).isEqualTo(10_000);
		assertThat(calls(fixture)).containsOnly(100L);
		assertThat(fixture.isServed(request(0))).isFalse();
		assertThat(fixture.inFlight()).isZero();
	}

	@Test
	void asksEveryKeyBeforeItGivesUp() {
		PoolFixture fixture = open(PoolFixture.keys(70, "100 tokens/h"));
		CallRequest big = request(1).tokens(60);
		assertThat(IntStream.range(0, 70).mapToObj((i) -> fixture.attempt(big, SUCCEEDED))).doesNotHaveDuplicates();
		assertThat(fixture.isServed(big)).isFalse();
		assertThat(fixture.isServed(request(1).tokens(40))).isTrue();
	}

	@Test
	void namesNoneWhereNoneIsLeft() {
		PoolFixture fixture = open(PoolFixture.keys(2));
		fixture.pool().keys().forEach((key) -> fixture.pool().disable(key.id(), null));
		assertThat(fixture.isServed(request(1))).isFalse();
		fixture.pool().keys().forEach((key) -> fixture.pool().remove(key.id()));
		assertThat(fixture.isServed(request(1))).isFalse();
	}

	@Test
	void followsKeysThatComeAndGo() throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(3));
		call(fixture, 100);
		fixture.pool().remove("a");
		IntStream.range(0, 80).forEach((i) -> fixture.pool().add(KeyDefinition.of("new-" + i, "secret " + i)));
		this.named.clear();
		assertThat(call(fixture, 5000)).isEqualTo(5000);
		assertThat(Set.copyOf(this.named.stream().map(Candidate::id).toList())).hasSize(82).doesNotContain("a");
	}

	@Test
	void servesOnWhileKeysComeAndGo() throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(40, "1 concurrent", "100k/h"));
		onThreads(10_000, (i) -> {
			if (i % 100 == 0) {
				fixture.pool().add(KeyDefinition.of("new-" + i, "secret " + i));
				fixture.pool().remove("new-" + i);
			}
			assertThat(fixture.isServed(request(i))).isTrue();
		});
		assertThat(fixture.inFlight()).isZero();
	}

}
