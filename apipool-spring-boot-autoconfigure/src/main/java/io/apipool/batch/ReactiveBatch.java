package io.apipool.batch;

import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.apipool.pool.Thrown;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Operators;

/**
 * Batches as a {@link Flux} of the ends of their items, in the order in which they end.
 * Each subscription is a batch of its own. It keeps no more items under way beyond what
 * was asked for than run at once; cancelling the subscription cancels the batch. An item
 * that fails is an element, with its error; the stream itself fails with
 * {@link IncompleteBatchException} where the input or the id function does, and with
 * {@link CancellationException} where the pool is closed. Nothing else of batches needs
 * Reactor.
 */
public final class ReactiveBatch {

	private ReactiveBatch() {
	}

	/**
	 * Streams a batch.
	 * @param batch the batch
	 * @param items the items
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each; it may block
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the ends
	 */
	public static <I, K, R extends @Nullable Object> Flux<BatchItemResult<K, R>> stream(BatchCall batch,
			Iterable<? extends I> items, Function<? super I, ? extends K> id,
			BatchItemCall<? super I, ? extends R> call) {
		return stream(batch, () -> BatchInput.<I>of(items), id, call);
	}

	/**
	 * Streams a batch, to one subscriber.
	 * @param batch the batch
	 * @param items the items, of any number
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each; it may block
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the ends
	 */
	public static <I, K, R extends @Nullable Object> Flux<BatchItemResult<K, R>> stream(BatchCall batch,
			Iterator<? extends I> items, Function<? super I, ? extends K> id,
			BatchItemCall<? super I, ? extends R> call) {
		return stream(batch, () -> BatchInput.<I>of(items), id, call);
	}

	/**
	 * Streams a batch, to one subscriber.
	 * @param batch the batch
	 * @param items the items, of any number; closed at the end
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each; it may block
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the ends
	 */
	public static <I, K, R extends @Nullable Object> Flux<BatchItemResult<K, R>> stream(BatchCall batch,
			Stream<? extends I> items, Function<? super I, ? extends K> id,
			BatchItemCall<? super I, ? extends R> call) {
		return stream(batch, () -> BatchInput.<I>of(items), id, call);
	}

	private static <I, K, R extends @Nullable Object> Flux<BatchItemResult<K, R>> stream(BatchCall batch,
			Supplier<BatchInput<I>> input, Function<? super I, ? extends K> id,
			BatchItemCall<? super I, ? extends R> call) {
		return Flux.create((sink) -> {
			HandedResults<K, R> results = new HandedResults<>(
					(key, result, error) -> sink.next(new BatchItemResult<>(key, result, error)),
					batch.terms().options().distinct());
			emit(sink, new BatchDriver<>(new BatchJob<>(batch.terms(), input.get(), id, call, results)),
					batch.terms().concurrency());
		});
	}

	private static <K, R extends @Nullable Object> void emit(FluxSink<BatchItemResult<K, R>> sink,
			BatchDriver<?, K, R> driver, int concurrency) {
		AtomicLong ahead = new AtomicLong(concurrency);
		sink.onRequest((more) -> {
			ahead.accumulateAndGet(more, Operators::addCap);
			driver.wake();
		});
		sink.onCancel(driver::stop);
		StartedBatch.of(driver, (begun) -> begun < ahead.get()).toFuture().whenComplete((result, thrown) -> {
			if (thrown != null) {
				sink.error(Thrown.inner(thrown));
			}
			else if (result.cancelled()) {
				sink.error(new CancellationException(driver.name() + ": the batch was cancelled"));
			}
			else {
				sink.complete();
			}
		});
	}

}
