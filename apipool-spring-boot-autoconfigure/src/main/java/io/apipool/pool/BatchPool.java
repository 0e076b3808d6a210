package io.apipool.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallRequest;
import io.apipool.PooledCall;
import org.jspecify.annotations.Nullable;

/**
 * A pool as batches see it. Internal: the engine's pools are such.
 */
public interface BatchPool extends PooledCalls {

	/**
	 * Prepares what every call of a batch has in common.
	 * @param request what a call needs
	 * @param retries how a call goes on
	 * @return the plan, for any number of calls
	 */
	CallPlan plan(CallRequest request, ItemRetries retries);

	/**
	 * Runs a blocking call on an executor, as
	 * {@link #callAsync(CallRequest, Executor, PooledCall)}.
	 * @param plan what it needs
	 * @param executor where attempts run
	 * @param call what runs, once for each attempt
	 * @param <T> the result
	 * @return the future result; cancelling it interrupts the attempt
	 */
	<T extends @Nullable Object> CompletableFuture<T> callAsync(CallPlan plan, Executor executor,
			PooledCall<? extends T, ?> call);

	/**
	 * Opens a place for blocking calls in large numbers.
	 * @return the threads, to be closed
	 */
	CallThreads threads();

	/**
	 * Returns how many calls of a batch run at once where nothing else is said.
	 * @return at least 1
	 */
	int concurrency();

	/**
	 * Tells the listeners something that happens rarely.
	 * @param event calls each of them; what it throws is logged
	 */
	void tell(Consumer<ApiKeyPoolListener> event);

}
