package io.apipool.batch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * A batch of very many items, in a process of its own.
 */
final class MillionItems {

	private MillionItems() {
	}

	/**
	 * Runs.
	 * @param arguments how many items
	 */
	public static void main(String[] arguments) {
		long items = Long.parseLong(arguments[0]);
		AtomicLong seen = new AtomicLong();
		try (BatchFixture fixture = BatchFixture.withoutThreads(10)) {
			BatchResult<String, String> result = fixture.batch()
				.concurrency(4)
				.run(LongStream.range(0, items).mapToObj((item) -> "item-" + item), (item) -> item, (item, key) -> item,
						(id, value, error) -> seen.incrementAndGet());
			System.out.println(result.succeeded() + " " + seen.get() + " in " + result.elapsed().toMillis() + " ms");
		}
		System.exit(0);
	}

}
