package io.apipool.benchmarks.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

	/** The middle one of three, each beside what a bare pool of threads can do then. */
	private static void ideal(int items) {
		double ideal = (double) items * LATENCY.toNanos() / CONCURRENCY;
		double[] batches = new double[3];
		double[] bare = new double[3];
		try (BenchmarkPool pool = BenchmarkPool.of(10)) {
			for (int i = 0; i < batches.length; i++) {
				bare[i] = 100 * ideal / bare(items).toNanos();
				batches[i] = 100 * ideal / run(pool, items, "").elapsed().toNanos();
			}
		}
		Arrays.sort(batches);
		Arrays.sort(bare);
		row(items + " items of 50 ms, 200 at once, against the ideal", batches[1], 97);
		System.out.printf(Locale.ROOT, "%-62s %8.1f %%%n", "  the same in a fixed pool of 200 threads, nothing else",
				bare[1]);
	}

	private static Duration bare(int items) {
		ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY);
		long start = System.nanoTime();
		List<CompletableFuture<Void>> ends = IntStream.range(0, items)
			.mapToObj((item) -> CompletableFuture.runAsync(BatchBenchmark::pause, threads))
			.toList();
		ends.forEach(CompletableFuture::join);
		Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
		threads.shutdown();
		return elapsed;
	}

	private static void pause() {
		try {
			Thread.sleep(LATENCY.toMillis());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
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
