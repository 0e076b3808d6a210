package io.apipool.benchmarks.batch;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.apipool.batch.BatchResult;

/**
 * How close a batch comes to the ideal, what a dead key costs it, and how much memory a
 * million items take. Prints a table.
 */
public final class BatchBenchmark {

	private static final Duration LATENCY = Duration.ofMillis(50);

	private static final int CONCURRENCY = 200;

	private BatchBenchmark() {
	}

	/**
	 * Runs.
	 * @param arguments {@code --short}: a tenth of the items
	 */
	public static void main(String[] arguments) {
		int items = List.of(arguments).contains("--short") ? 1000 : 10_000;
		try (BenchmarkPool warm = BenchmarkPool.of(10)) {
			run(warm, 2000, "");
		}
		System.out.printf(Locale.ROOT, "Java %s, %s%n%n", Runtime.version().feature(), BenchmarkPool.threads());
		System.out.printf("%-62s %10s %8s%n", "", "seen", "goal");
		ideal(items);
		deadKey(items);
		heap(100 * items);
		System.exit(0);
	}

	private static void ideal(int items) {
		try (BenchmarkPool pool = BenchmarkPool.of(10)) {
			Duration elapsed = run(pool, items, "").elapsed();
			double ideal = (double) items * LATENCY.toNanos() / CONCURRENCY;
			row(items + " items of 50 ms, 200 at once, against the ideal", 100 * ideal / elapsed.toNanos(), 97);
		}
	}

	private static void deadKey(int items) {
		double nine;
		try (BenchmarkPool pool = BenchmarkPool.of(9, "20 concurrent")) {
			nine = run(pool, items, "").elapsed().toNanos();
		}
		for (String death : List.of("rejected", "failing")) {
			try (BenchmarkPool pool = BenchmarkPool.of(10, "20 concurrent")) {
				BatchResult<Integer, Integer> result = run(pool, items, death);
				row("one key of ten " + death + ", against nine keys", 100 * nine / result.elapsed().toNanos(), 95);
				System.out.printf(Locale.ROOT, "%-62s %10d %8d%n", "  items lost", items - result.succeeded(), 0);
			}
		}
	}

	private static void row(String what, double share, int goal) {
		System.out.printf(Locale.ROOT, "%-62s %8.1f %% %6d %%%s%n", what, share, goal, (share < goal) ? " MISSED" : "");
	}

	private static BatchResult<Integer, Integer> run(BenchmarkPool pool, int items, String death) {
		return pool.batch(CONCURRENCY).run(IntStream.range(0, items).boxed().toList(), (item) -> item, (item, key) -> {
			Thread.sleep(LATENCY.toMillis());
			if (!death.isEmpty() && key.id().equals("key-4")) {
				throw new BenchmarkPool.DeadKeyException(death);
			}
			return item;
		});
	}

	private static void heap(int items) {
		try (BenchmarkPool pool = BenchmarkPool.of(10)) {
			HeapWatch heap = new HeapWatch(items / 10);
			BatchResult<String, String> result = pool.batch(8)
				.run(IntStream.range(0, items).mapToObj((item) -> "item-" + item), (item) -> item, (item, key) -> item,
						(id, value, error) -> heap.ended());
			System.out.printf(Locale.ROOT, "%-62s %7.1f MB %5d MB%n", items + " items, heap above idle",
					heap.above() / 1e6, 64);
			System.out.printf(Locale.ROOT, "%-62s %10d%n", "  items a second, calls that take no time",
					Math.round(items / (result.elapsed().toNanos() / 1e9)));
		}
	}

}
