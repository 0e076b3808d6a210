package io.apipool.autoconfigure;

import io.apipool.http.HttpPools;
import io.apipool.http.PooledRestClients;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@code RestClient} and {@code RestTemplate} with the keys of a pool.
 */
@AutoConfiguration(after = HttpPoolsAutoConfiguration.class,
		afterName = "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration")
@ConditionalOnClass(name = "org.springframework.web.client.RestClient")
@ConditionalOnBean(HttpPools.class)
public final class PooledRestClientsAutoConfiguration {

	@Bean
	PooledRestClients pooledRestClients(HttpPools pools, BeanFactory beans) {
		return new PooledRestClients(pools, beans);
	}

}
