package io.apipool.usage.jdbc;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is written in one transaction, or asked for in one statement.
 */
final class Chunks {

	private static final int SIZE = 500;

	private Chunks() {
	}

	static <T> Stream<List<T>> of(List<T> all) {
		return IntStream.range(0, (all.size() + SIZE - 1) / SIZE)
			.mapToObj((i) -> all.subList(i * SIZE, Math.min(all.size(), (i + 1) * SIZE)));
	}

}
