package io.apipool.http;

import java.net.URI;
import java.util.function.UnaryOperator;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

/**
 * The end of a chain: what sends, and follows no redirect.
 *
 * @param function the exchange function
 * @param connector its connector
 * @param strategies its codecs
 */
record ChainEnd(ExchangeFunction function, ClientHttpConnector connector, ExchangeStrategies strategies) {

	/**
	 * Returns an end that turns each address into the one that is called.
	 */
	ChainEnd calling(UnaryOperator<URI> address) {
		ClientHttpConnector calling = (method, uri, callback) -> this.connector.connect(method, address.apply(uri),
				callback);
		return new ChainEnd(ExchangeFunctions.create(calling, this.strategies), calling, this.strategies);
	}

}
