package io.apipool.batch;

import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.apipool.ApiKeyPool;
import io.apipool.CallRequest;
import io.apipool.pool.BatchPool;
import org.jspecify.annotations.Nullable;

/**
 * Many calls over a pool: each item once, several at once, each with a key of its own.
 * Immutable: each method that says something returns a changed copy.
 * <p>
 * <b>Ids.</b> An item whose id was there before is not run. <b>Attempts.</b> Where the
 * provider did nothing (throttled, a used-up quota, no credit, a rejected key, overload)
 * the item goes on with the next key as often as it takes; where a call failed it is
 * tried again {@link #retries} times, with keys that it has not had. What the provider
 * says teaches the pool as any call does. An item waits for keys as long as its request's
 * {@code maxWait}, by default an hour in all; where no key can come back by itself it
 * ends at once. <b>Threads.</b> The input is read, the id function, the consumer and the
 * listener are called on the thread that runs the batch, one after another; item calls
 * run on threads of their own. Interrupting the thread that runs the batch cancels it.
 */
public final class BatchCall {

	private final BatchTerms terms;

	private BatchCall(BatchTerms terms) {
		this.terms = terms;
	}

	/**
	 * Describes a batch over a pool.
	 * @param pool the pool, one of {@link io.apipool.ApiKeyPools}
	 * @param operation what the calls do, for usage and messages
	 * @return the batch, as the pool's {@code batch} properties say
	 */
	public static BatchCall on(ApiKeyPool pool, String operation) {
		return on(pool, CallRequest.of(operation));
	}

	/**
	 * Describes a batch over a pool.
	 * @param pool the pool, one of {@link io.apipool.ApiKeyPools}
	 * @param request what each call needs; its {@code maxWait} bounds how long an item
	 * waits for keys in all, its {@code maxAttempts} how many attempts it has in all
	 * @return the batch, as the pool's {@code batch} properties say
	 * @throws IllegalArgumentException if the pool is of another make
	 */
	public static BatchCall on(ApiKeyPool pool, CallRequest request) {
		if (!(pool instanceof BatchPool calls)) {
			throw new IllegalArgumentException("a batch runs over a pool that ApiKeyPools returned, not over a "
					+ Objects.requireNonNull(pool, "no pool").getClass().getName());
		}
		return new BatchCall(
				new BatchTerms(calls, Objects.requireNonNull(request, "no request"), BatchOptions.DEFAULTS));
	}

	private BatchCall with(UnaryOperator<BatchOptions> change) {
		return new BatchCall(
				new BatchTerms(this.terms.pool(), this.terms.request(), change.apply(this.terms.options())));
	}

	/**
	 * Sets how many items run at once.
	 * @param concurrency at least 1; by default {@code batch.concurrency}, else twice as
	 * many as the pool has keys
	 * @return a changed copy
	 */
	public BatchCall concurrency(int concurrency) {
		return with((options) -> options.concurrency(concurrency));
	}

	/**
	 * Bounds one attempt. One that takes longer is interrupted and not waited for; it has
	 * failed with a {@link java.util.concurrent.TimeoutException}.
	 * @param timeout longer than zero; by default {@code call-timeout}
	 * @return a changed copy
	 */
	public BatchCall timeout(Duration timeout) {
		return with((options) -> options.timeout(timeout));
	}

	/**
	 * Sets how often an item is tried again that has failed (5xx, I/O, time-out),
	 * whatever {@code on-failure} says.
	 * @param retries 0 or more; by default {@code batch.retry.max-attempts} less one
	 * where {@code batch.retry.on-failure} is set, each else as below {@code retry}
	 * @return a changed copy
	 */
	public BatchCall retries(int retries) {
		return with((options) -> options.retries(retries));
	}

	/**
	 * Sets whether an id that was there before is left out.
	 * @param distinct true by default; false remembers no ids, runs every item and counts
	 * it, and the maps have the latest end of each id
	 * @return a changed copy
	 */
	public BatchCall distinct(boolean distinct) {
		return with((options) -> options.distinct(distinct));
	}

	/**
	 * Sets who is told how far the batch has come.
	 * @param listener told at most every 100 ms and once at the end; what it throws is
	 * logged
	 * @return a changed copy
	 */
	public BatchCall onProgress(Consumer<? super BatchProgress> listener) {
		return with((options) -> options.progress(listener));
	}

	/**
	 * Runs the batch on this thread.
	 * @param items the items; a collection tells how many there are
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the result
	 * @throws IncompleteBatchException if the input or the id function failed
	 */
	public <I, K, R extends @Nullable Object> BatchResult<K, R> run(Iterable<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call) {
		return this.<I, K, R>driver(BatchInput.<I>of(items), id, call, kept()).run();
	}

	/**
	 * Runs the batch on this thread.
	 * @param items the items, of any number
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the result
	 * @throws IncompleteBatchException if the input or the id function failed
	 */
	public <I, K, R extends @Nullable Object> BatchResult<K, R> run(Iterator<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call) {
		return this.<I, K, R>driver(BatchInput.<I>of(items), id, call, kept()).run();
	}

	/**
	 * Runs the batch on this thread.
	 * @param items the items, of any number; closed at the end
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the result
	 * @throws IncompleteBatchException if the input or the id function failed
	 */
	public <I, K, R extends @Nullable Object> BatchResult<K, R> run(Stream<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call) {
		return this.<I, K, R>driver(BatchInput.<I>of(items), id, call, kept()).run();
	}

	/**
	 * Runs the batch on this thread and hands each end to a consumer as it comes: results
	 * are kept by nobody, so there may be any number.
	 * @param items the items; a collection tells how many there are
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param consumer told of each end
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the result, with empty maps
	 * @throws IncompleteBatchException if the input, the id function or the consumer
	 * failed
	 */
	public <I, K, R extends @Nullable Object> BatchResult<K, R> run(Iterable<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call,
			BatchResultConsumer<? super K, ? super R> consumer) {
		return this.<I, K, R>driver(BatchInput.<I>of(items), id, call, handed(consumer)).run();
	}

	/**
	 * Runs the batch on this thread and hands each end to a consumer as it comes: results
	 * are kept by nobody, so there may be any number.
	 * @param items the items, of any number
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param consumer told of each end
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the result, with empty maps
	 * @throws IncompleteBatchException if the input, the id function or the consumer
	 * failed
	 */
	public <I, K, R extends @Nullable Object> BatchResult<K, R> run(Iterator<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call,
			BatchResultConsumer<? super K, ? super R> consumer) {
		return this.<I, K, R>driver(BatchInput.<I>of(items), id, call, handed(consumer)).run();
	}

	/**
	 * Runs the batch on this thread and hands each end to a consumer as it comes: results
	 * are kept by nobody, so there may be any number.
	 * @param items the items, of any number; closed at the end
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param consumer told of each end
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the result, with empty maps
	 * @throws IncompleteBatchException if the input, the id function or the consumer
	 * failed
	 */
	public <I, K, R extends @Nullable Object> BatchResult<K, R> run(Stream<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call,
			BatchResultConsumer<? super K, ? super R> consumer) {
		return this.<I, K, R>driver(BatchInput.<I>of(items), id, call, handed(consumer)).run();
	}

	/**
	 * Starts the batch on a thread of its own.
	 * @param items the items; a collection tells how many there are
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the running batch
	 */
	public <I, K, R extends @Nullable Object> BatchRun<K, R> start(Iterable<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call) {
		return StartedBatch.of(this.<I, K, R>driver(BatchInput.<I>of(items), id, call, kept()));
	}

	/**
	 * Starts the batch on a thread of its own.
	 * @param items the items, of any number
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the running batch
	 */
	public <I, K, R extends @Nullable Object> BatchRun<K, R> start(Iterator<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call) {
		return StartedBatch.of(this.<I, K, R>driver(BatchInput.<I>of(items), id, call, kept()));
	}

	/**
	 * Starts the batch on a thread of its own.
	 * @param items the items, of any number; closed at the end
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the running batch
	 */
	public <I, K, R extends @Nullable Object> BatchRun<K, R> start(Stream<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call) {
		return StartedBatch.of(this.<I, K, R>driver(BatchInput.<I>of(items), id, call, kept()));
	}

	/**
	 * Starts the batch on a thread of its own and hands each end to a consumer there.
	 * @param items the items; a collection tells how many there are
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param consumer told of each end
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the running batch
	 */
	public <I, K, R extends @Nullable Object> BatchRun<K, R> start(Iterable<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call,
			BatchResultConsumer<? super K, ? super R> consumer) {
		return StartedBatch.of(this.<I, K, R>driver(BatchInput.<I>of(items), id, call, handed(consumer)));
	}

	/**
	 * Starts the batch on a thread of its own and hands each end to a consumer there.
	 * @param items the items, of any number
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param consumer told of each end
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the running batch
	 */
	public <I, K, R extends @Nullable Object> BatchRun<K, R> start(Iterator<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call,
			BatchResultConsumer<? super K, ? super R> consumer) {
		return StartedBatch.of(this.<I, K, R>driver(BatchInput.<I>of(items), id, call, handed(consumer)));
	}

	/**
	 * Starts the batch on a thread of its own and hands each end to a consumer there.
	 * @param items the items, of any number; closed at the end
	 * @param id tells items apart, by {@code equals}
	 * @param call what runs for each
	 * @param consumer told of each end
	 * @param <I> the item
	 * @param <K> the id
	 * @param <R> the result
	 * @return the running batch
	 */
	public <I, K, R extends @Nullable Object> BatchRun<K, R> start(Stream<? extends I> items,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call,
			BatchResultConsumer<? super K, ? super R> consumer) {
		return StartedBatch.of(this.<I, K, R>driver(BatchInput.<I>of(items), id, call, handed(consumer)));
	}

	private <K, R extends @Nullable Object> BatchResults<K, R> kept() {
		return new MappedResults<>(this.terms.options().distinct());
	}

	private <K, R extends @Nullable Object> BatchResults<K, R> handed(
			BatchResultConsumer<? super K, ? super R> consumer) {
		return new HandedResults<>(consumer, this.terms.options().distinct());
	}

	private <I, K, R extends @Nullable Object> BatchDriver<I, K, R> driver(BatchInput<I> input,
			Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> call,
			BatchResults<K, R> results) {
		return new BatchDriver<>(new BatchJob<>(this.terms, input, id, call, results));
	}

	BatchTerms terms() {
		return this.terms;
	}

	@Override
	public String toString() {
		return "batch " + this.terms.pool().name() + " " + this.terms.request();
	}

}
