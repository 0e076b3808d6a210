package io.apipool.http;

import io.apipool.LeaseBinding;
import io.apipool.reactive.LeaseContext;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Gives each request of a {@code WebClient} a key of a pool.
 */
final class PooledExchangeFilter implements ExchangeFilterFunction {

	private final HttpPool pool;

	private final ExchangeChains chains;

	PooledExchangeFilter(HttpPool pool, boolean allowUnchecked) {
		this.pool = pool;
		this.chains = new ExchangeChains(pool.name(), allowUnchecked);
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((context) -> {
			this.pool.target().check(request.url());
			ExchangeChain chain = this.chains.checked(next);
			LeaseBinding.@Nullable Scope outer = LeaseContext.scope(context);
			return WebRequest.of(request, chain.strategies()).flatMap((sent) -> exchange(sent, chain, outer));
		});
	}

	private Mono<ClientResponse> exchange(WebRequest request, ExchangeChain chain, LeaseBinding.@Nullable Scope outer) {
		return new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super ClientResponse> subscriber) {
				WebCall call = WebCall.open(PooledExchangeFilter.this.pool, request, chain, outer);
				subscriber.onSubscribe(new WebExchange(call, subscriber));
			}

		};
	}

}
