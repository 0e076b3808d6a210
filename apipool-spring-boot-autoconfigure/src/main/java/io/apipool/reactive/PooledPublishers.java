package io.apipool.reactive;

import java.util.List;
import java.util.Objects;

import io.apipool.ApiKeyPool;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.client.PublisherCalls;
import io.apipool.pool.CallPlan;
import io.apipool.pool.LeasedCall;
import io.apipool.pool.PooledCalls;
import org.reactivestreams.Publisher;

/**
 * Runs the calls of rotating clients that return a {@code Mono} or a {@code Flux}. Found
 * as a service, and loaded only where a client returns one. Internal.
 */
public final class PooledPublishers implements PublisherCalls {

	private static final LeasedCall<Body, Publisher<Object>> START = (lease, body) -> start(body, lease);

	/**
	 * Creates the service.
	 */
	public PooledPublishers() {
	}

	@Override
	public Object call(ApiKeyPool pool, CallRequest request, boolean single, Body body) {
		PooledCalls own = (PooledCalls) pool;
		CallPlan plan = own.plan(request, List.of());
		return single ? ReactiveCalls.mono(own, () -> plan, START, body)
				: ReactiveCalls.flux(own, () -> plan, START, body);
	}

	@SuppressWarnings("unchecked")
	private static Publisher<Object> start(Body body, KeyLease lease) throws Exception {
		Object started = body.start(lease);
		return (Publisher<Object>) Objects.requireNonNull(started, "the method returned null in place of a publisher");
	}

}
