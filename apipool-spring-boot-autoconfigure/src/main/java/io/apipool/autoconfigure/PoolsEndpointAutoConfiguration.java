package io.apipool.autoconfigure;

import io.apipool.ApiKeyPools;
import io.apipool.Timekeeper;
import io.apipool.actuate.PoolsEndpoint;
import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.usage.UsageReports;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * The endpoint {@code apipool}, where it is exposed.
 */
@AutoConfiguration(after = LiveDefinitionsAutoConfiguration.class)
@ConditionalOnBean(DefinitionSynchronizer.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
public final class PoolsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnAvailableEndpoint
	PoolsEndpoint apiPoolEndpoint(ApiKeyPools pools, Timekeeper timekeeper, ObjectProvider<UsageReports> reports,
			DefinitionSynchronizer synchronizer) {
		return new PoolsEndpoint(pools, timekeeper, reports::getIfAvailable, synchronizer);
	}

}
