package io.apipool.pool;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.apipool.ApiKey;
import io.apipool.CallRequest;
import io.apipool.Timekeeper;
import io.apipool.client.ClientPool;
import io.apipool.client.KeyedClients;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.NamedLimit;
import org.jspecify.annotations.Nullable;

/**
 * A pool as the rooms above see it: the annotations, Reactor and HTTP build on this.
 * Internal.
 */
public interface PooledCalls extends ClientPool {

	/**
	 * Prepares what every call of one place has in common.
	 * @param request what a call needs
	 * @param limits named limits whose permits are taken in the same step, in the order
	 * of their names
	 * @return the plan, for any number of calls
	 */
	CallPlan plan(CallRequest request, List<NamedLimit> limits);

	/**
	 * Runs a call on this thread, as {@link #call(CallRequest, io.apipool.PooledCall)}.
	 * Inside a lease of the same pool it uses that lease's key and neither retries nor
	 * waits longer than the call around it.
	 * @param plan what it needs
	 * @param body what runs, once for each attempt
	 * @param context handed to the body
	 * @param <C> the context
	 * @param <T> the result
	 * @return the result of the attempt that succeeded
	 * @throws Throwable what the last attempt threw, unchanged
	 */
	<C, T extends @Nullable Object> T call(CallPlan plan, LeasedCall<? super C, ? extends T> body, C context)
			throws Throwable;

	/**
	 * Runs an asynchronous call, as
	 * {@link #callAsync(CallRequest, io.apipool.PooledCall)}.
	 * @param plan what it needs
	 * @param body what runs, once for each attempt
	 * @param context handed to the body
	 * @param <C> the context
	 * @param <T> the result
	 * @return the future result; cancelling it cancels the stage
	 */
	<C, T extends @Nullable Object> CompletableFuture<T> callAsync(CallPlan plan,
			LeasedCall<? super C, ? extends CompletionStage<? extends T>> body, C context);

	@Override
	default <C> KeyedClients<C> clients(String name, Function<ApiKey, ? extends C> maker) {
		return LeasedClients.of(name, maker);
	}

	/**
	 * Opens a call whose attempts somebody else drives.
	 * @param plan what it needs
	 * @return the call, before its first attempt
	 */
	CallSession session(CallPlan plan);

	/**
	 * Opens a call whose attempts are requests that somebody else sends. A lease counts
	 * as sent from its {@link io.apipool.KeyLease#sent()} on, and expires as one that the
	 * application holds.
	 * @param plan what it needs
	 * @return the call, before its first attempt
	 */
	CallSession requests(CallPlan plan);

	/**
	 * Returns the pool as it is configured now.
	 * @return its definition
	 */
	PoolDefinition definition();

	/**
	 * Returns the pool's time.
	 * @return what attempts are timed by
	 */
	Timekeeper timekeeper();

}
