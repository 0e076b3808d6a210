package io.apipool.autoconfigure;

import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.sync.EnvironmentChangeListener;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;

/**
 * Refreshes when Spring Cloud says that the environment has changed.
 */
@AutoConfiguration(after = LiveDefinitionsAutoConfiguration.class)
@ConditionalOnClass(EnvironmentChangeEvent.class)
@ConditionalOnBean(DefinitionSynchronizer.class)
public final class EnvironmentChangeAutoConfiguration {

	@Bean
	EnvironmentChangeListener apiPoolEnvironmentChangeListener(DefinitionSynchronizer synchronizer) {
		return new EnvironmentChangeListener(synchronizer);
	}

}
