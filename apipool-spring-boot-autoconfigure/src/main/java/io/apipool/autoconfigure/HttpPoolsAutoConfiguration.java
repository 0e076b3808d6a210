package io.apipool.autoconfigure;

import io.apipool.Timekeeper;
import io.apipool.autoconfigure.definition.ConfiguredDefinitions;
import io.apipool.definition.Definitions;
import io.apipool.http.HttpPools;
import io.apipool.http.ProviderDiscovery;
import io.apipool.http.ProviderProbe;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.provider.ApiProviders;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/**
 * What the HTTP clients have in common.
 */
@AutoConfiguration(after = ApiPoolAutoConfiguration.class)
@ConditionalOnBean(DefaultApiKeyPools.class)
public final class HttpPoolsAutoConfiguration {

	@Bean
	HttpPools apiPoolHttpPools(DefaultApiKeyPools pools, ApiProviders providers, ConfiguredDefinitions configured,
			Definitions definitions) {
		return new HttpPools(pools, providers, (provider) -> pools.open(configured.ofProvider(provider)),
				definitions.settings().allowUncheckedRedirects());
	}

	@Bean
	ProviderProbe apiPoolProviderProbe(HttpPools pools, Timekeeper timekeeper) {
		return new ProviderProbe(pools, timekeeper);
	}

	@Bean
	ProviderDiscovery apiPoolProviderDiscovery(HttpPools pools, Timekeeper timekeeper) {
		return new ProviderDiscovery(pools, timekeeper);
	}

}
