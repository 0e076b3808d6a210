package io.apipool.http;

import java.net.URI;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

/**
 * What stands between a filter and the network.
 *
 * @param chain the rest of the chain
 * @param end its end, or null: not known
 */
record ExchangeChain(ExchangeFunction chain, @Nullable End end) {

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

	/**
	 * The end of a chain: what sends, and follows no redirect.
	 *
	 * @param function the exchange function
	 * @param connector its connector
	 * @param strategies its codecs
	 */
	record End(ExchangeFunction function, ClientHttpConnector connector, ExchangeStrategies strategies) {

		End calling(UnaryOperator<URI> address) {
			ClientHttpConnector calling = (method, uri, callback) -> this.connector.connect(method, address.apply(uri),
					callback);
			return new End(ExchangeFunctions.create(calling, this.strategies), calling, this.strategies);
		}

	}

}
