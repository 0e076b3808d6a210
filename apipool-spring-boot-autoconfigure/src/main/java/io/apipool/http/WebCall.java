package io.apipool.http;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.pool.CallSession;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription to a request is, over all of its attempts.
 *
 * @param pool the pool
 * @param request the request, without a key
 * @param chain sends it
 * @param outer the lease in whose call it runs, or null
 * @param session decides about attempts
 */
record WebCall(HttpPool pool, WebRequest request, ExchangeChain chain, LeaseBinding.@Nullable Scope outer,
		CallSession session) {

	static WebCall open(HttpPool pool, WebRequest request, ExchangeChain chain, LeaseBinding.@Nullable Scope outer) {
		return new WebCall(pool, request, chain, outer, within(outer, () -> pool.open(request.facts())));
	}

	/**
	 * Takes the key for the next attempt.
	 */
	CompletableFuture<KeyLease> nextLease() {
		try {
			return within(this.outer, this.session::nextLease);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static <R> R within(LeaseBinding.@Nullable Scope scope, Supplier<R> task) {
		LeaseBinding binding = LeaseBinding.ofThread();
		LeaseBinding.@Nullable Scope before = binding.swap(scope);
		try {
			return task.get();
		}
		finally {
			binding.swap(before);
		}
	}

}
