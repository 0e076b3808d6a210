package io.apipool.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.KeySnapshot;
import io.apipool.Usage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sums are exact: what was called is what the meters and the pool itself say.
 */
class MeteredLoadTests {

	private static final int THREADS = 64;

	private static final int CALLS = 100_000;

	private static final List<CallOutcome> OUTCOMES = List.of(new CallOutcome.Succeeded(Usage.tokens(3, 2)),
			new CallOutcome.Succeeded(Usage.none()), new CallOutcome.RequestError(new IllegalArgumentException()),
			new CallOutcome.Cancelled());

	private final Map<String, LongAdder> made = new ConcurrentSkipListMap<>();

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void timersCountEachCallOnceByKeyAndOutcome(boolean observed) {
		MeteredApplication.CONTEXTS
			.withPropertyValues("apipool.pools.demo.keys=a,b,c,d,e", "apipool.observations=" + observed)
			.run((context) -> {
				call(context.getBean(ApiKeyPools.class).get("demo"));
				Map<String, Long> sums = new TreeMap<>();
				this.made.forEach((name, sum) -> sums.put(name, sum.sum()));
				assertThat(sums.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(CALLS);
				assertThat(timed(context)).isEqualTo(sums);
				assertThat(counted(context)).isEqualTo(sums);
				long withTokens = IntStream.range(0, CALLS).filter((call) -> outcome(call) == OUTCOMES.get(0)).count();
				assertThat(tokens(context, "input")).isEqualTo(withTokens * 3);
				assertThat(tokens(context, "output")).isEqualTo(withTokens * 2);
			});
	}

	private void call(ApiKeyPool pool) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<Integer>> tasks = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				int first = thread;
				tasks.add(() -> call(pool, first));
			}
			int calls = 0;
			for (Future<Integer> done : threads.invokeAll(tasks)) {
				calls += done.get();
			}
			assertThat(calls).isEqualTo(CALLS);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private int call(ApiKeyPool pool, int first) {
		int calls = 0;
		for (int call = first; call < CALLS; call += THREADS) {
			KeyLease lease = pool.acquire(CallRequest.of("operation " + call % 7));
			CallOutcome outcome = outcome(call);
			lease.ended(outcome);
			this.made.computeIfAbsent(lease.key().id() + " " + outcome.word(), (name) -> new LongAdder()).increment();
			calls++;
		}
		return calls;
	}

	private static CallOutcome outcome(int call) {
		return OUTCOMES.get(call / THREADS % OUTCOMES.size());
	}

	private static Map<String, Long> timed(ApplicationContext context) {
		Map<String, Long> sums = new TreeMap<>();
		for (Timer timer : context.getBean(MeterRegistry.class).get("apipool.calls").timers()) {
			sums.merge(timer.getId().getTag("key") + " " + timer.getId().getTag("outcome"), timer.count(), Long::sum);
		}
		return sums;
	}

	private static Map<String, Long> counted(ApplicationContext context) {
		Map<String, Long> sums = new TreeMap<>();
		for (KeySnapshot key : context.getBean(ApiKeyPools.class).get("demo").keys()) {
			key.usage().forEach((word, count) -> sums.put(key.id() + " " + word, count));
		}
		sums.keySet().removeIf((name) -> name.endsWith(" calls"));
		sums.values().removeIf((count) -> count == 0);
		return sums;
	}

	private static double tokens(ApplicationContext context, String type) {
		return context.getBean(MeterRegistry.class)
			.get("apipool.tokens")
			.tag("type", type)
			.counters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

}
