package io.apipool.batch;

import java.util.Collection;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where items come from: opened when the batch begins, read on its thread, closed at the
 * end.
 *
 * @param open opens it
 * @param size how many there are, or less than 0 where that is not known
 * @param end closes it
 * @param <I> an item
 */
record BatchInput<I>(Supplier<Iterator<? extends I>> open, long size, Runnable end) {

	static <I> BatchInput<I> of(Iterable<? extends I> items) {
		return new BatchInput<>(items::iterator, (items instanceof Collection<?> all) ? all.size() : -1, () -> {
		});
	}

	static <I> BatchInput<I> of(Iterator<? extends I> items) {
		return new BatchInput<>(() -> items, -1, () -> {
		});
	}

	static <I> BatchInput<I> of(Stream<? extends I> items) {
		Spliterator<? extends I> split = items.spliterator();
		return new BatchInput<>(() -> Spliterators.iterator(split), split.getExactSizeIfKnown(), items::close);
	}

	OptionalLong knownSize() {
		return (this.size >= 0) ? OptionalLong.of(this.size) : OptionalLong.empty();
	}

}
