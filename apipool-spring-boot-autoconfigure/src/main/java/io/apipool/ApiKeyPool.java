package io.apipool;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.apipool.definition.KeyDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Keys for one service, with a selection strategy, limits and policies.
 * <p>
 * Every form of call takes a key that may be used now, waits for one where none may, runs
 * with it, learns from how it ended, and runs again with another key where that helps.
 * What runs again is the whole call. All forms throw {@link PoolExhaustedException} where
 * no key can be had in time, {@link PoolClosedException} after the pool was closed, and
 * {@link java.util.concurrent.CancellationException} (with the interrupt flag set) when
 * interrupted while waiting.
 */
public interface ApiKeyPool {

	/**
	 * Returns the pool's name.
	 * @return the name
	 */
	String name();

	/**
	 * Returns what the application configured for itself below {@code custom}.
	 * @return an immutable map
	 */
	Map<String, String> custom();

	/**
	 * Runs a call with a key, on this thread.
	 * @param operation what the call does, for usage and messages
	 * @param call the call
	 * @param <T> its result
	 * @param <E> what it throws
	 * @return its result
	 * @throws E what the call threw, unchanged, when no further attempt helps
	 */
	default <T extends @Nullable Object, E extends Exception> T call(String operation, PooledCall<? extends T, E> call)
			throws E {
		return call(CallRequest.of(operation), call);
	}

	/**
	 * Runs a call with a key, on this thread.
	 * @param request what the call needs
	 * @param call the call
	 * @param <T> its result
	 * @param <E> what it throws
	 * @return its result
	 * @throws E what the call threw, unchanged, when no further attempt helps
	 */
	<T extends @Nullable Object, E extends Exception> T call(CallRequest request, PooledCall<? extends T, E> call)
			throws E;

	/**
	 * Runs a task with a key, on this thread.
	 * @param operation what the task does, for usage and messages
	 * @param task the task
	 * @param <E> what it throws
	 * @throws E what the task threw, unchanged, when no further attempt helps
	 */
	default <E extends Exception> void run(String operation, PooledTask<E> task) throws E {
		run(CallRequest.of(operation), task);
	}

	/**
	 * Runs a task with a key, on this thread.
	 * @param request what the task needs
	 * @param task the task
	 * @param <E> what it throws
	 * @throws E what the task threw, unchanged, when no further attempt helps
	 */
	default <E extends Exception> void run(CallRequest request, PooledTask<E> task) throws E {
		this.<ApiKey, E>call(request, (key) -> {
			task.run(key);
			return key;
		});
	}

	/**
	 * Runs an asynchronous call with a key, without blocking this thread. The key is held
	 * until the stage ends; cancelling the future cancels the stage.
	 * @param operation what the call does, for usage and messages
	 * @param call the call; what it throws is a failed future
	 * @param <T> its result
	 * @return the future result
	 */
	default <T extends @Nullable Object> CompletableFuture<T> callAsync(String operation,
			PooledCall<? extends CompletionStage<? extends T>, ?> call) {
		return callAsync(CallRequest.of(operation), call);
	}

	/**
	 * Runs an asynchronous call with a key, without blocking this thread. The key is held
	 * until the stage ends; cancelling the future cancels the stage.
	 * @param request what the call needs
	 * @param call the call; what it throws is a failed future
	 * @param <T> its result
	 * @return the future result
	 */
	<T extends @Nullable Object> CompletableFuture<T> callAsync(CallRequest request,
			PooledCall<? extends CompletionStage<? extends T>, ?> call);

	/**
	 * Runs a blocking call with a key on an executor; waiting for the key blocks no
	 * thread.
	 * @param request what the call needs
	 * @param executor where the call runs
	 * @param call the call; what it throws is a failed future
	 * @param <T> its result
	 * @return the future result
	 */
	<T extends @Nullable Object> CompletableFuture<T> callAsync(CallRequest request, Executor executor,
			PooledCall<? extends T, ?> call);

	/**
	 * Runs a call for each item, several at once, and waits for all of them. Each is a
	 * call like any other, with its own key and its own retries, on a thread of its own.
	 * At once run {@code batch.concurrency} of them, by default twice as many as there
	 * are keys. Interrupting this thread interrupts those that run and starts no more.
	 * @param operation what the calls do, for usage and messages
	 * @param items the items
	 * @param call the call
	 * @param <I> an item
	 * @param <T> a result
	 * @param <E> what a call throws
	 * @return the results in the order of the items, unmodifiable
	 * @throws E the first error in the order of the items, unchanged, after all have
	 * ended; the others are suppressed in it
	 */
	default <I, T extends @Nullable Object, E extends Exception> List<T> callConcurrently(String operation,
			Collection<? extends I> items, ItemCall<? super I, ? extends T, E> call) throws E {
		return callConcurrently(CallRequest.of(operation), items, call);
	}

	/**
	 * Runs a call for each item, as
	 * {@link #callConcurrently(String, Collection, ItemCall)}.
	 * @param request what each call needs
	 * @param items the items
	 * @param call the call
	 * @param <I> an item
	 * @param <T> a result
	 * @param <E> what a call throws
	 * @return the results in the order of the items, unmodifiable
	 * @throws E the first error in the order of the items, unchanged, after all have
	 * ended; the others are suppressed in it
	 */
	<I, T extends @Nullable Object, E extends Exception> List<T> callConcurrently(CallRequest request,
			Collection<? extends I> items, ItemCall<? super I, ? extends T, E> call) throws E;

	/**
	 * Takes a key, waiting for it on this thread. The caller says how its use ended and
	 * closes the lease; a lease without a sign of life for {@code lease-timeout} gives
	 * its slot in flight back.
	 * @param request what the call needs
	 * @return the lease
	 */
	KeyLease acquire(CallRequest request);

	/**
	 * Takes a key if one may be used now. Never waits.
	 * @param request what the call needs
	 * @return the lease, or empty
	 */
	Optional<KeyLease> tryAcquire(CallRequest request);

	/**
	 * Takes a key as soon as one may be used. Cancelling the future leaves the queue at
	 * once and costs nothing.
	 * @param request what the call needs
	 * @return the future lease
	 */
	CompletableFuture<KeyLease> acquireAsync(CallRequest request);

	/**
	 * Probes every key with a cheap call: that of a {@link KeyProbe} bean, of the pool's
	 * factory of clients, or the provider's. Each takes a permit of its key, also where
	 * the key rests, and what it finds counts like any outcome: a key that works is back.
	 * @return what was found by key id; {@value KeyCheck#NOT_CHECKED} where nothing can
	 * probe, a limit refuses or an operator has switched the key off
	 */
	Map<String, KeyCheck> checkUsable();

	/**
	 * Probes every key, as {@link #checkUsable()}, without waiting for the answers.
	 * @return what was found by key id; never fails
	 */
	CompletableFuture<Map<String, KeyCheck>> checkUsableAsync();

	/**
	 * Returns the keys and their states.
	 * @return a snapshot, in the order of the configuration
	 */
	List<KeySnapshot> keys();

	/**
	 * Adds a key. It is used at once.
	 * @param key the key
	 * @throws IllegalArgumentException if there is a key of that id or secret
	 */
	void add(KeyDefinition key);

	/**
	 * Removes a key. Calls that hold it end normally.
	 * @param id the key's id
	 * @throws IllegalArgumentException if there is no such key
	 */
	void remove(String id);

	/**
	 * Takes a key out until it is enabled or the time has passed.
	 * @param id the key's id
	 * @param duration how long, or null for until it is enabled
	 * @throws IllegalArgumentException if there is no such key
	 */
	void disable(String id, @Nullable Duration duration);

	/**
	 * Undoes {@link #disable} and {@link #drain}.
	 * @param id the key's id
	 * @throws IllegalArgumentException if there is no such key
	 */
	void enable(String id);

	/**
	 * Gives a key to no further call; those that hold it end normally.
	 * @param id the key's id
	 * @throws IllegalArgumentException if there is no such key
	 */
	void drain(String id);

	/**
	 * Ends the rests of a key and of its quota group; counts of limits stay.
	 * @param id the key's id
	 * @throws IllegalArgumentException if there is no such key
	 */
	void reset(String id);

	/**
	 * Returns the state of the pool, its groups and its keys.
	 * @return a snapshot, without secrets
	 */
	PoolSnapshot snapshot();

}
