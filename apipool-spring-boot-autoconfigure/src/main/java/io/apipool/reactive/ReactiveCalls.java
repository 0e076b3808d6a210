package io.apipool.reactive;

import java.util.function.Function;
import java.util.function.Supplier;

import io.apipool.pool.CallPlan;
import io.apipool.pool.LeasedCall;
import io.apipool.pool.PooledCalls;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Pooled calls as {@code Mono} and {@code Flux}. Nothing happens before subscription, and
 * each subscription is a call of its own, with its own retries. Internal.
 */
public final class ReactiveCalls {

	private ReactiveCalls() {
	}

	/**
	 * Returns a call that ends with its first value.
	 * @param pool the pool
	 * @param plan what it needs, asked for at each subscription
	 * @param body what runs, once for each attempt
	 * @param context handed to the body
	 * @param <C> the context
	 * @param <T> the value
	 * @return the call
	 */
	public static <C, T> Mono<T> mono(PooledCalls pool, Supplier<CallPlan> plan,
			LeasedCall<? super C, ? extends Publisher<? extends T>> body, C context) {
		return mono((around) -> new PooledSteps<>(pool, plan, body, context, around));
	}

	/**
	 * Returns a call that ends with its last element. It is tried again only while no
	 * element has been passed on.
	 * @param pool the pool
	 * @param plan what it needs, asked for at each subscription
	 * @param body what runs, once for each attempt
	 * @param context handed to the body
	 * @param <C> the context
	 * @param <T> the elements
	 * @return the call
	 */
	public static <C, T> Flux<T> flux(PooledCalls pool, Supplier<CallPlan> plan,
			LeasedCall<? super C, ? extends Publisher<? extends T>> body, C context) {
		return flux((around) -> new PooledSteps<>(pool, plan, body, context, around));
	}

	static <T> Mono<T> mono(Function<Context, Steps<?, T>> steps) {
		return new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super T> subscriber) {
				ReactiveCall.start(steps, subscriber, true);
			}

		};
	}

	static <T> Flux<T> flux(Function<Context, Steps<?, T>> steps) {
		return new Flux<>() {

			@Override
			public void subscribe(CoreSubscriber<? super T> subscriber) {
				ReactiveCall.start(steps, subscriber, false);
			}

		};
	}

}
