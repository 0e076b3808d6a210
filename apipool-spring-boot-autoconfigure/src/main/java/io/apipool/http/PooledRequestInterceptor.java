package io.apipool.http;

import java.io.IOException;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Gives each request of a {@code RestClient} or {@code RestTemplate} a key of a pool.
 */
final class PooledRequestInterceptor implements ClientHttpRequestInterceptor {

	private final HttpPool pool;

	private final RequestChains chains;

	PooledRequestInterceptor(HttpPool pool, boolean allowUnchecked) {
		this.pool = pool;
		this.chains = new RequestChains(pool.name(), allowUnchecked);
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		this.pool.target().check(request.getURI());
		return new BlockingExchange(this.pool, this.chains.checked(execution, request), request, body).run();
	}

}
