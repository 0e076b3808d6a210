package io.apipool.http;

import org.springframework.core.Ordered;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/**
 * Gives the HTTP service groups that stand on {@link RestClient} their pools. Comes after
 * the application's own configurers, as the key is put on last. Internal.
 */
public final class RestServiceGroups implements RestClientHttpServiceGroupConfigurer {

	private final ServiceGroups groups;

	/**
	 * Creates the configurer.
	 * @param groups which group uses which pool
	 */
	public RestServiceGroups(ServiceGroups groups) {
		this.groups = groups;
	}

	@Override
	public void configureGroups(Groups<RestClient.Builder> clients) {
		clients.forEachClient((group, builder) -> {
			HttpPool pool = this.groups.pool(group.name());
			if (pool != null) {
				builder.baseUrl(pool.target().baseUrl().toString())
					.requestInterceptor(new PooledRequestInterceptor(pool, this.groups.allowUnchecked()));
			}
		});
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
