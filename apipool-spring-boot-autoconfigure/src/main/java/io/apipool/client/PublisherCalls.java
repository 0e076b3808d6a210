package io.apipool.client;

import io.apipool.ApiKeyPool;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import org.jspecify.annotations.Nullable;

/**
 * Runs pooled calls whose results are publishers. Internal: found as a service, because
 * who knows Reactor stands above.
 */
public interface PublisherCalls {

	/**
	 * Prepares a call: nothing happens before it is subscribed to.
	 * @param pool the pool
	 * @param request what it needs
	 * @param single whether the result is a {@code Mono}, else it is a {@code Flux}
	 * @param body starts an attempt
	 * @return the {@code Mono} or {@code Flux}
	 */
	Object call(ApiKeyPool pool, CallRequest request, boolean single, Body body);

	/**
	 * Starts an attempt. Internal.
	 */
	@FunctionalInterface
	interface Body {

		/**
		 * Starts an attempt with a key.
		 * @param lease the lease of the attempt
		 * @return the publisher
		 * @throws Exception whatever goes wrong
		 */
		@Nullable Object start(KeyLease lease) throws Exception;

	}

}
