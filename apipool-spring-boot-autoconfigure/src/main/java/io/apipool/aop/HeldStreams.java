package io.apipool.aop;

import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/**
 * Streams that hold something until they are read to their end or closed.
 */
final class HeldStreams {

	private HeldStreams() {
	}

	static boolean isStream(Class<?> type) {
		return type == Stream.class || type == IntStream.class || type == LongStream.class
				|| type == DoubleStream.class;
	}

	/** Returns a stream of the same type and the same elements. */
	static BaseStream<?, ?> of(BaseStream<?, ?> stream, StreamHold hold) {
		if (stream instanceof IntStream ints) {
			return held(ints.boxed(), hold).mapToInt(Integer::intValue);
		}
		if (stream instanceof LongStream longs) {
			return held(longs.boxed(), hold).mapToLong(Long::longValue);
		}
		if (stream instanceof DoubleStream doubles) {
			return held(doubles.boxed(), hold).mapToDouble(Double::doubleValue);
		}
		return held(stream, hold);
	}

	private static <T extends @Nullable Object> Stream<T> held(BaseStream<T, ?> stream, StreamHold hold) {
		boolean parallel = stream.isParallel();
		return StreamSupport.stream(new HeldSpliterator<>(stream.spliterator(), hold), parallel)
			.onClose(() -> close(stream, hold));
	}

	private static void close(BaseStream<?, ?> stream, StreamHold hold) {
		try {
			stream.close();
		}
		finally {
			hold.closed();
		}
	}

}
