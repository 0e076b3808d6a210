package io.apipool.autoconfigure;

import java.util.HashSet;
import java.util.Set;

import io.apipool.definition.Definitions;
import io.apipool.http.HttpPools;
import io.apipool.http.RestServiceGroups;
import io.apipool.http.ServiceGroups;
import io.apipool.http.WebServiceGroups;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;

/**
 * HTTP service groups that use the keys of a pool.
 */
@AutoConfiguration(after = HttpPoolsAutoConfiguration.class)
@ConditionalOnClass(HttpServiceProxyRegistry.class)
@ConditionalOnBean(HttpPools.class)
public final class ServiceGroupsAutoConfiguration {

	@Bean
	ServiceGroups apiPoolServiceGroups(Definitions definitions, HttpPools pools, Environment environment) {
		return new ServiceGroups(definitions.pools().values(), pools,
				(group) -> environment.getProperty("spring.http.serviceclient." + group + ".base-url"));
	}

	@Bean
	@Lazy(false)
	SmartInitializingSingleton apiPoolServiceGroupsCheck(ServiceGroups groups,
			ObjectProvider<HttpServiceProxyRegistry> registries) {
		return () -> {
			Set<String> there = new HashSet<>();
			registries.forEach((registry) -> there.addAll(registry.getGroupNames()));
			groups.check(there);
		};
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.client.RestClient")
	static class Rest {

		@Bean
		RestServiceGroups apiPoolRestServiceGroups(ServiceGroups groups) {
			return new RestServiceGroups(groups);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.reactive.function.client.WebClient")
	static class Web {

		@Bean
		WebServiceGroups apiPoolWebServiceGroups(ServiceGroups groups) {
			return new WebServiceGroups(groups);
		}

	}

}
