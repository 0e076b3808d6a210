package io.apipool.autoconfigure;

import io.apipool.actuate.DashboardEndpoint;
import io.apipool.actuate.PoolsEndpoint;
import io.apipool.actuate.PoolsWebExtension;
import io.apipool.pool.DefaultApiKeyPools;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ProblemDetail;

/**
 * What the endpoints are over HTTP: the form of the answers, and the page.
 */
@AutoConfiguration(after = PoolsEndpointAutoConfiguration.class)
@ConditionalOnBean(DefaultApiKeyPools.class)
@ConditionalOnClass({ ConditionalOnAvailableEndpoint.class, ProblemDetail.class })
public final class WebEndpointsAutoConfiguration {

	@Bean
	@ConditionalOnBean(PoolsEndpoint.class)
	PoolsWebExtension apiPoolWebExtension(PoolsEndpoint endpoint) {
		return new PoolsWebExtension(endpoint);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	DashboardEndpoint apiPoolDashboardEndpoint(ObjectProvider<PathMapper> paths) {
		return new DashboardEndpoint(paths.orderedStream().toList());
	}

}
