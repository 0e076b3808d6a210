package io.apipool.http;

import java.net.URI;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

/**
 * What stands between a filter and the network.
 *
 * @param chain the rest of the chain
 * @param end its end, or null: not known
 */
record ExchangeChain(ExchangeFunction chain, @Nullable ChainEnd end) {

	@Nullable ExchangeStrategies strategies() {
		return (this.end != null) ? this.end.strategies() : null;
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @param address turns its address into the one that is called: where that holds a
	 * secret, only the last link sees it
	 */
	Mono<ClientResponse> exchange(ClientRequest request, UnaryOperator<URI> address) {
		URI called = address.apply(request.url());
		if (called.equals(request.url())) {
			return ExchangeChains.replaced(this.chain, this.end).exchange(request);
		}
		if (this.end == null) {
			return this.chain.exchange(ClientRequest.from(request).url(called).build());
		}
		return ExchangeChains.replaced(this.chain, this.end.calling(address)).exchange(request);
	}

}
