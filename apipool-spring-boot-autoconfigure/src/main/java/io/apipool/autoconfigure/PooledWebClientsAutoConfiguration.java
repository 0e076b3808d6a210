package io.apipool.autoconfigure;

import io.apipool.http.HttpPools;
import io.apipool.http.PooledWebClients;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@code WebClient} with the keys of a pool.
 */
@AutoConfiguration(after = HttpPoolsAutoConfiguration.class,
		afterName = "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration")
@ConditionalOnClass(name = "org.springframework.web.reactive.function.client.WebClient")
@ConditionalOnBean(HttpPools.class)
public final class PooledWebClientsAutoConfiguration {

	@Bean
	PooledWebClients pooledWebClients(HttpPools pools, BeanFactory beans) {
		return new PooledWebClients(pools, beans);
	}

}
