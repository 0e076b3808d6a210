package io.apipool.pool;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.selection.Candidate;
import io.apipool.selection.KeySelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two pools whose keys belong to one group.
 */
@Timeout(60)
class SharedGroupTests {

	private final List<String> served = new ArrayList<>();

	private static PoolFixture sharing(String... limits) {
		Map<String, PoolDefinition> pools = new LinkedHashMap<>();
		for (String name : List.of("demo", "other")) {
			PoolDefinition pool = PoolDefinition.of(name).withKeys(List.of(key("key-of-" + name)));
			pools.put(name, PoolFixture.waiting(pool, Duration.ofMinutes(10)));
		}
		Map<String, List<LimitDefinition>> groups = Map.of("account",
				Stream.of(limits).map(LimitDefinition::parse).toList());
		return new PoolFixture().open(new Definitions(pools, groups, Map.of(), Duration.ZERO));
	}

	private static KeyDefinition key(String id) {
		KeyDefinition key = KeyDefinition.of(id, "secret of " + id);
		return key.withQuotaGroup("account");
	}

	private static boolean isServed(PoolFixture fixture, String pool) {
		return fixture.pools().get(pool).tryAcquire(PoolFixture.REQUEST).isPresent();
	}

	private CompletableFuture<KeyLease> queue(PoolFixture fixture, String pool) {
		CompletableFuture<KeyLease> lease = fixture.pools().get(pool).acquireAsync(PoolFixture.REQUEST);
		lease.thenAccept((served) -> this.served.add(pool));
		return lease;
	}

	@Test
	void theirCallsCountTogether() {
		PoolFixture fixture = sharing("2/m");
		assertThat(isServed(fixture, "demo")).isTrue();
		assertThat(isServed(fixture, "other")).isTrue();
		assertThat(isServed(fixture, "demo")).isFalse();
		assertThat(isServed(fixture, "other")).isFalse();
		assertThat(fixture.used("account", "2/m")).isEqualTo(2);
	}

	@Test
	void aThrottleOfOneRestsTheKeysOfBoth() {
		PoolFixture fixture = sharing("9/m");
		fixture.attempt(new CallOutcome.Throttled(fixture.in(Duration.ofMinutes(1)), true));
		assertThat(fixture.state("key-of-demo")).isEqualTo(KeyState.COOLING);
		assertThat(fixture.pools().get("other").keys().get(0).state()).isEqualTo(KeyState.COOLING);
		CompletableFuture<KeyLease> waits = queue(fixture, "other");
		assertThat(waits).isNotDone();
		fixture.pass(Duration.ofMinutes(1));
		assertThat(waits).isCompleted();
	}

	@Test
	void whatLaysARestInOneRefusesWhoWaitsInVainInTheOther() {
		PoolFixture fixture = sharing("1 concurrent");
		KeyLease held = fixture.lease();
		CompletableFuture<KeyLease> waits = queue(fixture, "other");
		assertThat(waits).isNotDone();
		held.ended(new CallOutcome.OutOfCredit(null));
		assertThat(waits).isCompletedExceptionally();
	}

	@Test
	void anEndInOneWakesWhoWaitsInTheOther() {
		PoolFixture fixture = sharing("1 concurrent");
		KeyLease held = fixture.lease();
		CompletableFuture<KeyLease> waits = queue(fixture, "other");
		assertThat(waits).isNotDone();
		held.close();
		assertThat(waits).isCompleted();
	}

	@Test
	void aSlotThatIsFreedGoesToThePoolsInTurn() {
		PoolFixture fixture = sharing("1 concurrent");
		KeyLease held = fixture.lease();
		List<CompletableFuture<KeyLease>> waiting = new ArrayList<>();
		for (String pool : List.of("demo", "demo", "demo", "other", "other", "other")) {
			waiting.add(queue(fixture, pool));
		}
		held.close();
		for (int i = 1; i < 6; i++) {
			waiting.stream().filter(CompletableFuture::isDone).forEach((lease) -> lease.join().close());
		}
		assertThat(this.served).hasSize(6);
		assertThat(this.served.subList(0, 4)).containsExactlyInAnyOrder("demo", "demo", "other", "other");
	}

	@Test
	void aPermitThatComesBackGoesToThePoolsInTurn() {
		PoolFixture fixture = sharing("1/s");
		fixture.lease().succeeded();
		for (String pool : List.of("demo", "demo", "demo", "demo", "other", "other", "other", "other")) {
			queue(fixture, pool).thenAccept(KeyLease::succeeded);
		}
		for (int second = 0; second < 5; second++) {
			fixture.pass(Duration.ofMillis(1001));
		}
		assertThat(this.served).hasSizeGreaterThanOrEqualTo(4);
		assertThat(this.served.subList(0, 4)).containsExactlyInAnyOrder("demo", "demo", "other", "other");
	}

	@Test
	void passesOfTwoPoolsDoNotWaitForEachOther() throws Exception {
		CyclicBarrier both = new CyclicBarrier(2);
		AtomicBoolean armed = new AtomicBoolean();
		PoolFixture fixture = new PoolFixture();
		KeySelector first = (candidates, request) -> {
			Candidate next = candidates.from(0);
			if (armed.get() && next != null) {
				try {
					both.await(300, TimeUnit.MILLISECONDS);
				}
				catch (Exception ex) {
					// the other is no longer in a pass
				}
			}
			return next;
		};
		fixture.selectors = Map.of("meeting", first);
		Map<String, PoolDefinition> pools = new LinkedHashMap<>();
		for (String name : List.of("demo", "other")) {
			PoolDefinition pool = PoolDefinition.of(name)
				.withKeys(List.of(KeyDefinition.of("key-of-" + name, "secret of " + name).withQuotaGroup("account"),
						KeyDefinition.of("spare-of-" + name, "spare of " + name).withQuotaGroup("account")));
			pools.put(name, PoolFixture.waiting(pool, Duration.ofHours(10)).withStrategy("meeting"));
		}
		fixture.open(new Definitions(pools, Map.of("account", List.of(LimitDefinition.parse("1 concurrent"))), Map.of(),
				Duration.ZERO));
		for (String name : List.of("demo", "other")) {
			KeyLease lease = fixture.pools().get(name).tryAcquire(PoolFixture.REQUEST).orElseThrow();
			fixture.pass(Duration.ofNanos(1));
			lease.ended(new CallOutcome.KeyRejected(null));
		}
		KeyLease held = fixture.lease();
		for (int i = 0; i < 5; i++) {
			fixture.pass(Duration.ofMinutes(4));
			held.renew();
		}
		List<Thread> threads = new ArrayList<>();
		for (String name : List.of("demo", "other")) {
			assertThat(fixture.pools().get(name).acquireAsync(PoolFixture.REQUEST)).isNotDone();
		}
		armed.set(true);
		for (String name : List.of("demo", "other")) {
			PoolCore core = ((DefaultApiKeyPool) fixture.pools().get(name)).core();
			Thread thread = new Thread(() -> {
				core.ring().seats().forEach(Seat::in);
				core.queue().wake();
			});
			thread.setDaemon(true);
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join(8000);
		}
		armed.set(false);
		assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
		assertThat(threads).noneMatch(Thread::isAlive);
		held.close();
	}

}
