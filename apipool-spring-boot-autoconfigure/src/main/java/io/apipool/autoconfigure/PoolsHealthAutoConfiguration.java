package io.apipool.autoconfigure;

import io.apipool.ApiKeyPools;
import io.apipool.Timekeeper;
import io.apipool.actuate.PoolsHealthIndicator;
import io.apipool.definition.Definitions;
import io.apipool.sync.PolledKeys;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * The health of the pools. The name of the bean is that of the health contributor.
 */
@AutoConfiguration(after = LiveDefinitionsAutoConfiguration.class)
@ConditionalOnBean(PolledKeys.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
public final class PoolsHealthAutoConfiguration {

	@Bean
	@ConditionalOnEnabledHealthIndicator("apipool")
	@ConditionalOnMissingBean(name = "apipoolHealthContributor")
	PoolsHealthIndicator apipoolHealthContributor(ApiKeyPools pools, Timekeeper timekeeper, Definitions definitions,
			PolledKeys polled) {
		return new PoolsHealthIndicator(pools, timekeeper, definitions.settings().operations().healthSoon(),
				polled::troubles);
	}

}
