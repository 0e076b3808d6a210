package io.apipool.http;

import org.springframework.core.Ordered;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/**
 * Gives the HTTP service groups that stand on {@link WebClient} their pools. Comes after
 * the application's own configurers, as the key is put on last. Internal.
 */
public final class WebServiceGroups implements WebClientHttpServiceGroupConfigurer {

	private final ServiceGroups groups;

	/**
	 * Creates the configurer.
	 * @param groups which group uses which pool
	 */
	public WebServiceGroups(ServiceGroups groups) {
		this.groups = groups;
	}

	@Override
	public void configureGroups(Groups<WebClient.Builder> clients) {
		clients.forEachClient((group, builder) -> {
			HttpPool pool = this.groups.pool(group.name());
			if (pool != null) {
				builder.baseUrl(pool.target().baseUrl().toString())
					.filter(new PooledExchangeFilter(pool, this.groups.allowUnchecked()));
			}
		});
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
