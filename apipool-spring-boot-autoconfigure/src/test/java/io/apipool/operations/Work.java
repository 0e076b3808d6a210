package io.apipool.operations;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean whose calls end in several ways, and that knows how many of which it has made:
 * each attempt counts, also those that the pool makes again.
 */
class Work {

	static final List<String> OUTCOMES = List.of("succeeded", "throttled", "overloaded", "failed", "request-error",
			"cancelled");

	/**
	 * Properties of a pool of five keys that rest for a moment only, and in which an
	 * exception of ours is the outcome of its name.
	 */
	static final List<String> PROPERTIES = List.of("apipool.pools.demo.keys=one,two,three,four,five",
			"apipool.pools.demo.max-wait=60s", "apipool.pools.demo.cooldown.initial=1ms",
			"apipool.pools.demo.cooldown.max=1ms", "apipool.pools.demo.retry.backoff=1ms",
			"apipool.pools.demo.retry.max-backoff=1ms", "apipool.pools.demo.ban.threshold=1000000",
			"apipool.pools.demo.outcomes[0].exception=" + Throttled.class.getName(),
			"apipool.pools.demo.outcomes[0].outcome=throttled",
			"apipool.pools.demo.outcomes[1].exception=" + Overloaded.class.getName(),
			"apipool.pools.demo.outcomes[1].outcome=overloaded",
			"apipool.pools.demo.outcomes[2].exception=" + Wrong.class.getName(),
			"apipool.pools.demo.outcomes[2].outcome=request-error",
			"apipool.pools.demo.outcomes[3].exception=" + Broken.class.getName(),
			"apipool.pools.demo.outcomes[3].outcome=failed");

	private final ConcurrentMap<String, LongAdder> made = new ConcurrentHashMap<>();

	/**
	 * Makes a call.
	 * @param number by which it ends one way or the other
	 * @return the number
	 */
	@PooledApiCall("demo")
	public int call(int number, ApiKey key) {
		if (number % 100 == 0) {
			throw end(key, "throttled", new Throttled());
		}
		if (number % 501 == 0) {
			throw end(key, "overloaded", new Overloaded());
		}
		if (number % 50 == 7) {
			throw end(key, "failed", new Broken());
		}
		if (number % 20 == 3) {
			throw end(key, "request-error", new Wrong());
		}
		end(key, "succeeded", new Broken());
		return number;
	}

	private Ending end(ApiKey key, String outcome, Ending ending) {
		this.made.computeIfAbsent(key.id() + " " + outcome, (name) -> new LongAdder()).increment();
		return ending;
	}

	/** Makes calls on several threads at once, and returns when all have ended. */
	static void make(Work work, int calls, int threads) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			for (Future<Integer> done : executor.invokeAll(IntStream.range(0, threads)
				.<Callable<Integer>>mapToObj((first) -> () -> make(work, first, calls, threads))
				.toList())) {
				assertThat(done.get()).isPositive();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static int make(Work work, int first, int calls, int step) {
		int made = 0;
		for (int number = first; number < calls; number += step) {
			try {
				work.call(number, ApiKey.pooled());
			}
			catch (Ending ex) {
				assertThat(ex.getMessage()).isNull();
			}
			made++;
		}
		return made;
	}

	/** Returns how many attempts there were, by key and outcome. */
	public Map<String, Long> made() {
		Map<String, Long> sums = new TreeMap<>();
		this.made.forEach((name, sum) -> sums.put(name, sum.sum()));
		return sums;
	}

	static class Ending extends RuntimeException {

		Ending() {
			super(null, null, false, false);
		}

	}

	static final class Throttled extends Ending {

	}

	static final class Overloaded extends Ending {

	}

	static final class Broken extends Ending {

	}

	static final class Wrong extends Ending {

	}

}
