package io.apipool.http;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes {@link WebClient}s whose requests each carry a key of a pool: the next one that
 * may be used, in the place where the provider wants it. They try again on another key,
 * and learn from the answers. The keys go to the pool's {@code base-url} only, else to
 * the provider's, and no redirect is followed to another host.
 * <p>
 * Nothing happens before subscription, and each subscription is a call of its own. A key
 * is held until the body of the answer was read, cancelled or released.
 * <p>
 * A pool is named, or a provider: where no pool has that name, one of the provider of
 * that name is made, with keys from the environment.
 */
public final class PooledWebClients {

	private final HttpPools pools;

	private final ObjectProvider<WebClient.Builder> builders;

	/**
	 * Creates the maker. Internal.
	 * @param pools the pools
	 * @param beans where a builder to start from may be
	 */
	public PooledWebClients(HttpPools pools, BeanFactory beans) {
		this.pools = pools;
		this.builders = beans.getBeanProvider(WebClient.Builder.class);
	}

	/**
	 * Creates a client with the pool's base URL.
	 * @param pool the name of a pool or of a provider
	 * @return a client
	 * @throws io.apipool.UnknownPoolException if there is neither of that name
	 * @throws io.apipool.definition.InvalidDefinitionException if it is not known where
	 * the keys may go
	 */
	public WebClient create(String pool) {
		return builder(pool).build();
	}

	/**
	 * Starts a client with the pool's base URL. It begins with the application's own
	 * builder, customizers included, where Spring Boot has one.
	 * @param pool the name of a pool or of a provider
	 * @return a builder of the caller's own
	 * @throws io.apipool.UnknownPoolException if there is neither of that name
	 * @throws io.apipool.definition.InvalidDefinitionException if it is not known where
	 * the keys may go
	 */
	public WebClient.Builder builder(String pool) {
		HttpPool found = this.pools.get(pool);
		return this.builders.getIfAvailable(WebClient::builder)
			.baseUrl(found.target().baseUrl().toString())
			.filter(new PooledExchangeFilter(found, this.pools.allowUnchecked()));
	}

	/**
	 * Returns a filter for a {@link WebClient} of the application's own.
	 * @param pool the name of a pool or of a provider
	 * @return the filter; others may stand before and after it
	 * @throws io.apipool.UnknownPoolException if there is neither of that name
	 * @throws io.apipool.definition.InvalidDefinitionException if it is not known where
	 * the keys may go
	 */
	public ExchangeFilterFunction filter(String pool) {
		return new PooledExchangeFilter(this.pools.get(pool), this.pools.allowUnchecked());
	}

}
