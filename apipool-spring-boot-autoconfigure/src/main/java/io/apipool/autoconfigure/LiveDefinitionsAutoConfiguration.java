package io.apipool.autoconfigure;

import io.apipool.Timekeeper;
import io.apipool.autoconfigure.definition.ConfiguredDefinitions;
import io.apipool.definition.Definitions;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.DefaultRateLimiters;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.provider.ApiProviders;
import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.sync.PolledKeys;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Keys and configuration that change while the application runs.
 */
@AutoConfiguration(after = ApiPoolAutoConfiguration.class)
@ConditionalOnBean(DefaultApiKeyPools.class)
public final class LiveDefinitionsAutoConfiguration {

	@Bean
	RunningDefinitions apiPoolRunningDefinitions(Definitions definitions, DefaultApiKeyPools pools,
			DefaultRateLimiters limiters, ApiProviders providers) {
		return new RunningDefinitions(definitions, pools, limiters, providers);
	}

	@Bean
	PolledKeys apiPoolPolledKeys(ListableBeanFactory beans, DefaultApiKeyPools pools, Timekeeper timekeeper,
			CallExecutor executor) {
		return PolledKeys.of(KeySources.ordered(beans),
				(name) -> pools.names().contains(name) ? pools.get(name).definition() : PoolDefinition.of(name),
				timekeeper, executor.executor());
	}

	@Bean
	DefinitionSynchronizer apiPoolDefinitionSynchronizer(ConfiguredDefinitions configured, PolledKeys polled,
			RunningDefinitions running, ApplicationEventPublisher events) {
		return new DefinitionSynchronizer(() -> polled.apply(configured.get()), running, events);
	}

	@Bean
	@Lazy(false)
	PolledKeysLifecycle apiPoolPolledKeysLifecycle(PolledKeys polled, DefinitionSynchronizer synchronizer) {
		return new PolledKeysLifecycle(polled, synchronizer);
	}

}
