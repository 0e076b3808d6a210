package io.apipool.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.LimitSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PermitStoreConcurrencyTests {

	private static final int THREADS = 8;

	private static final int CLAIMS = 2;

	private static final int ALLOWED = 5;

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final CyclicBarrier together = new CyclicBarrier(THREADS);

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicInteger refused = new AtomicInteger();

	@AfterEach
	void close() {
		this.threads.shutdownNow();
	}

	@Test
	void nothingIsReservedAfterEverythingWasGivenBackAndNeverWasThereMoreThanAllowed() throws Exception {
		TwoGroups groups = new TwoGroups();
		assertThat(inAllThreads(() -> callManyTimes(groups))).isPositive();
		assertThat(this.refused).hasValueGreaterThan(1000);
		assertThat(groups.snapshots()).extracting(LimitSnapshot::used).containsOnly(0.0);
	}

	@Test
	void ofManyWhoAskAtOnceAsManyAreAdmittedAsAllowed() throws Exception {
		for (int round = 0; round < 300; round++) {
			TwoGroups groups = new TwoGroups();
			this.inFlight.set(0);
			assertThat(inAllThreads(() -> {
				this.together.await();
				return take(groups, Need.REQUEST).size();
			})).isEqualTo(ALLOWED);
		}
	}

	private int inAllThreads(Callable<Integer> task) throws Exception {
		List<Future<Integer>> runs = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			runs.add(this.threads.submit(task));
		}
		int sum = 0;
		for (Future<Integer> run : runs) {
			sum += run.get(60, TimeUnit.SECONDS);
		}
		return sum;
	}

	private int callManyTimes(TwoGroups groups) {
		int granted = 0;
		for (int i = 0; i < 20_000; i++) {
			List<TestClaim> held = take(groups, TestLimits.tokens(ThreadLocalRandom.current().nextInt(20)));
			granted += held.size();
			this.refused.addAndGet(CLAIMS - held.size());
			for (TestClaim claim : held) {
				this.inFlight.decrementAndGet();
				if (i % 3 == 0) {
					groups.store.release(claim, 1);
				}
				groups.store.settle(claim, Need.NONE, 1);
			}
		}
		return granted;
	}

	/** Asks as often as one thread may hold claims. */
	private List<TestClaim> take(TwoGroups groups, Need need) {
		List<TestClaim> held = new ArrayList<>();
		for (int i = 0; i < CLAIMS; i++) {
			TestClaim claim = groups.claim(need, i);
			if (groups.store.admit(claim, 1)) {
				held.add(claim);
				assertThat(this.inFlight.incrementAndGet()).isLessThanOrEqualTo(ALLOWED);
			}
		}
		return held;
	}

	/**
	 * Two groups with limits of each kind, and a pool that allows less than both.
	 */
	private static final class TwoGroups {

		private static final Duration HOUR = Duration.ofHours(1);

		private final LocalPermitStore store = new LocalPermitStore(new StillTime());

		private final PermitScope pool = this.store
			.open(TestLimits.scope("pool", TestLimits.requests(7, HOUR), TestLimits.concurrent(ALLOWED)));

		private final List<PermitScope> groups = List.of(group("one"), group("two"));

		private final PermitPath path = new PermitPath(List.of(new PermitPath.Shared(this.pool, null)), 0);

		private PermitScope group(String name) {
			return this.store.open(new ScopeDefinition(name,
					List.of(TestLimits.requests(4, HOUR), TestLimits.tokens(50, HOUR), TestLimits.concurrent(3)),
					List.of(List.of(TestLimits.bucket(6, "requests", HOUR, 6))),
					new ScopeDefinition.Terms(1, HOUR, false)));
		}

		TestClaim claim(Need need, int first) {
			return new TestClaim(this.path, need, List.of(this.groups.get(first), this.groups.get(1 - first)));
		}

		List<LimitSnapshot> snapshots() {
			List<LimitSnapshot> all = new ArrayList<>(this.pool.snapshot(-1, 1));
			this.groups.forEach((group) -> {
				all.addAll(group.snapshot(-1, 1));
				all.addAll(group.snapshot(0, 1));
			});
			return all;
		}

	}

}
