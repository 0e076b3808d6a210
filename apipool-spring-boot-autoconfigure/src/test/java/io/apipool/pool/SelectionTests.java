package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.Usage;
import io.apipool.definition.KeyDefinition;
import io.apipool.selection.Candidate;
import io.apipool.selection.KeySelector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Which key is next.
 */
@Tag("any-jdk")
@Timeout(60)
class SelectionTests {

	private static final CallOutcome SUCCEEDED = new CallOutcome.Succeeded(Usage.none());

	private static PoolFixture with(KeySelector selector, int keys, String... limits) {
		PoolFixture fixture = new PoolFixture();
		fixture.selectors = Map.of("mine", selector);
		return fixture.open(PoolFixture.keys(keys, limits).withStrategy("mine"));
	}

	private static Map<String, Integer> turns(PoolFixture fixture, int calls) {
		Map<String, Integer> turns = new TreeMap<>();
		for (int i = 0; i < calls; i++) {
			turns.merge(fixture.attempt(SUCCEEDED), 1, Integer::sum);
		}
		return turns;
	}

	@Test
	void roundRobinGoesInStrictTurn() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(3));
		List<String> order = IntStream.range(0, 7).mapToObj((i) -> fixture.attempt(SUCCEEDED)).toList();
		assertThat(order).containsExactly("a", "b", "c", "a", "b", "c", "a");
	}

	@Test
	void roundRobinIsFairBesideKeysThatAreOut() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(10));
		IntStream.range(1, 8).forEach((i) -> fixture.pool().disable(fixture.pool().keys().get(i).id(), null));
		assertThat(turns(fixture, 300)).isEqualTo(Map.of("a", 100, "i", 100, "j", 100));
	}

	@Test
	void roundRobinIsStrictWithThreadsToo() throws InterruptedException {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(5));
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			Thread thread = new Thread(
					() -> IntStream.range(0, 1000).forEach((n) -> fixture.pool().run(PoolFixture.REQUEST, (key) -> {
					})));
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(fixture.pool().keys()).allMatch((key) -> key.usage().get("calls") == 1600);
	}

	@Test
	void randomIsUniform() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(5).withStrategy("random"));
		fixture.pool().disable("c", null);
		assertThat(turns(fixture, 8000)).containsOnlyKeys("a", "b", "d", "e")
			.allSatisfy((key, count) -> assertThat(count).isBetween(1750, 2250));
	}

	@Test
	void tieredDrainsTheLowestTierFirstInTurnWithinIt() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(0, "2/h")
			.withStrategy("tiered")
			.withKeys(List.of(KeyDefinition.of("paid", "1").withTier(2), KeyDefinition.of("free-1", "2"),
					KeyDefinition.of("free-2", "3"), KeyDefinition.of("cheap", "4").withTier(1))));
		List<String> order = IntStream.range(0, 8).mapToObj((i) -> fixture.attempt(SUCCEEDED)).toList();
		assertThat(order).containsExactly("free-1", "free-2", "free-1", "free-2", "cheap", "cheap", "paid", "paid");
		fixture.pass(Duration.ofHours(2));
		assertThat(fixture.attempt(SUCCEEDED)).startsWith("free");
	}

	@Test
	void aSelectorIsAskedAgainWithoutThoseItHasNamed() {
		List<List<String>> asked = new ArrayList<>();
		PoolFixture fixture = with((candidates, request) -> {
			asked.add(IntStream.range(0, candidates.size()).mapToObj((i) -> candidates.get(i).id()).toList());
			return candidates.from(0);
		}, 3, "100 tokens/h");
		CallRequest big = CallRequest.of("op").tokens(60);
		fixture.attempt(big, SUCCEEDED);
		fixture.attempt(big, SUCCEEDED);
		assertThat(asked).containsExactly(List.of("a", "b", "c"), List.of("a", "b", "c"), List.of("b", "c"));
		assertThat(fixture.attempt(CallRequest.of("op").tokens(10), SUCCEEDED)).isEqualTo("a");
	}

	@Test
	void aSelectorThatInsistsOnOneKeyIsToldAndNothingIsLeftBehind() {
		AtomicReference<Candidate> favourite = new AtomicReference<>();
		PoolFixture fixture = with((candidates, request) -> {
			favourite.compareAndSet(null, candidates.from(0));
			return favourite.get();
		}, 2, "100 tokens/h");
		CallRequest big = CallRequest.of("op").tokens(60);
		fixture.attempt(big, SUCCEEDED);
		assertThatIllegalStateException().isThrownBy(() -> fixture.pool().call(big, (key) -> "never"))
			.withMessageContaining("named demo/a, which is none of the candidates it was given");
		assertThat(fixture.inFlight()).isZero();
	}

	@Test
	void aKeyOfAnotherPoolIsRefused() {
		AtomicReference<Candidate> foreign = new AtomicReference<>();
		PoolFixture other = with((candidates, request) -> {
			foreign.set(candidates.from(0));
			return foreign.get();
		}, 1);
		other.attempt(SUCCEEDED);
		PoolFixture fixture = with((candidates, request) -> foreign.get(), 1);
		assertThatIllegalStateException().isThrownBy(fixture::isServed).withMessageContaining("none of the candidates");
	}

	@Test
	void aSelectorThatNamesNoneLeavesTheCallWithoutAKey() {
		PoolFixture fixture = with((candidates, request) -> null, 2);
		assertThat(fixture.isServed()).isFalse();
	}

	@Test
	void aSelectorThatThrowsLeavesNothingBehind() {
		AtomicInteger broken = new AtomicInteger(1);
		PoolFixture fixture = with((candidates, request) -> {
			if (broken.get() > 0) {
				throw new IllegalArgumentException("broken");
			}
			return candidates.from(0);
		}, 1);
		fixture.pass(Duration.ofSeconds(1));
		broken.set(0);
		fixture.attempt(new CallOutcome.Overloaded(null));
		fixture.pass(Duration.ofSeconds(1));
		broken.set(1);
		assertThatIllegalArgumentException().isThrownBy(fixture::isServed);
		broken.set(0);
		assertThat(fixture.isServed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void ofAThousandKeysTheHundredUsableOnesServe(boolean scattered) {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1000, "10/h"));
		for (int i = 0; i < 1000; i++) {
			if (scattered ? i % 10 != 3 : i >= 100) {
				fixture.pool().disable(fixture.pool().keys().get(i).id(), Duration.ofMinutes(5));
			}
		}
		assertThat(turns(fixture, 1000)).hasSize(100).allSatisfy((key, count) -> assertThat(count).isEqualTo(10));
		assertThat(fixture.isServed()).isFalse();
		fixture.pass(Duration.ofMinutes(5));
		assertThat(turns(fixture, 900)).hasSize(900);
	}

	@Test
	void noKeyIsEverLost() throws InterruptedException {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(70, "1 concurrent", "1000000/m"));
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			Thread thread = new Thread(() -> {
				ThreadLocalRandom random = ThreadLocalRandom.current();
				List<KeyLease> held = new ArrayList<>();
				for (int n = 0; n < 3000; n++) {
					fixture.pool().tryAcquire(PoolFixture.REQUEST).ifPresent(held::add);
					if (random.nextInt(100) == 0) {
						String key = fixture.pool().keys().get(random.nextInt(70)).id();
						fixture.pool().disable(key, null);
						fixture.pool().enable(key);
					}
					if (held.size() > 20 || (!held.isEmpty() && random.nextBoolean())) {
						held.remove(random.nextInt(held.size())).succeeded();
					}
				}
				held.forEach(KeyLease::succeeded);
			});
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(fixture.inFlight()).isZero();
		List<KeyLease> all = IntStream.range(0, 70).mapToObj((i) -> fixture.lease()).toList();
		assertThat(all).extracting((lease) -> lease.key().id()).doesNotHaveDuplicates();
		all.forEach(KeyLease::close);
	}

}
