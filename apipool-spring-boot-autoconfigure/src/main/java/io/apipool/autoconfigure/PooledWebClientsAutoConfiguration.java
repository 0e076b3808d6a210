package io.apipool.autoconfigure;

import io.apipool.http.HttpPools;
import io.apipool.http.PooledWebClients;
import io.apipool.http.ServiceGroups;
import io.apipool.http.WebServiceGroups;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;

/**
 * {@code WebClient} with the keys of a pool.
 */
@AutoConfiguration(after = { HttpPoolsAutoConfiguration.class, ServiceGroupsAutoConfiguration.class },
		afterName = "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration")
@ConditionalOnClass(name = "org.springframework.web.reactive.function.client.WebClient")
@ConditionalOnBean(HttpPools.class)
public final class PooledWebClientsAutoConfiguration {

	@Bean
	PooledWebClients pooledWebClients(HttpPools pools, BeanFactory beans) {
		return new PooledWebClients(pools, beans);
	}

	/**
	 * HTTP service groups that stand on {@code WebClient}.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpServiceProxyRegistry.class)
	@ConditionalOnBean(ServiceGroups.class)
	static class Groups {

		@Bean
		WebServiceGroups apiPoolWebServiceGroups(ServiceGroups groups) {
			return new WebServiceGroups(groups);
		}

	}

}
