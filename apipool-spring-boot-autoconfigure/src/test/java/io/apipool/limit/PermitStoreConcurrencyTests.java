package io.apipool.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.LimitSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PermitStoreConcurrencyTests {

	private static final int THREADS = 8;

	private static final Duration HOUR = Duration.ofHours(1);

	private final LocalPermitStore store = new LocalPermitStore(new StillTime());

	private final PermitScope pool = this.store
		.open(TestLimits.scope("pool", TestLimits.requests(7, HOUR), TestLimits.concurrent(5)));

	private final List<PermitScope> groups = List.of(group("one"), group("two"));

	private final PermitPath path = new PermitPath(List.of(new PermitPath.Shared(this.pool, null)), 0);

	private final AtomicInteger inFlight = new AtomicInteger();

	private PermitScope group(String name) {
		return this.store.open(new ScopeDefinition(name,
				List.of(TestLimits.requests(4, HOUR), TestLimits.tokens(50, HOUR), TestLimits.concurrent(3)),
				List.of(List.of(TestLimits.bucket(6, "requests", HOUR, 6))),
				new ScopeDefinition.Terms(1, HOUR, false)));
	}

	@Test
	void nothingIsReservedAfterEverythingWasGivenBackAndNeverWasThereMoreThanAllowed() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		List<Future<Integer>> runs = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			runs.add(threads.submit(this::callManyTimes));
		}
		int granted = 0;
		for (Future<Integer> run : runs) {
			granted += run.get(60, TimeUnit.SECONDS);
		}
		threads.shutdown();
		assertThat(granted).isPositive();
		assertThat(snapshots()).extracting(LimitSnapshot::used).containsOnly(0.0);
	}

	private int callManyTimes() {
		int granted = 0;
		for (int i = 0; i < 20_000; i++) {
			Need need = TestLimits.tokens(ThreadLocalRandom.current().nextInt(20));
			List<PermitScope> order = (i % 2 == 0) ? this.groups : List.of(this.groups.get(1), this.groups.get(0));
			TestClaim claim = new TestClaim(this.path, need, order);
			if (this.store.admit(claim, 1)) {
				granted++;
				assertThat(this.inFlight.incrementAndGet()).isLessThanOrEqualTo(5);
				this.inFlight.decrementAndGet();
				if (i % 3 == 0) {
					this.store.release(claim, 1);
				}
				this.store.settle(claim, Need.NONE, 1);
			}
		}
		return granted;
	}

	private List<LimitSnapshot> snapshots() {
		List<LimitSnapshot> all = new ArrayList<>(this.pool.snapshot(-1, 1));
		this.groups.forEach((group) -> {
			all.addAll(group.snapshot(-1, 1));
			all.addAll(group.snapshot(0, 1));
		});
		return all;
	}

}
