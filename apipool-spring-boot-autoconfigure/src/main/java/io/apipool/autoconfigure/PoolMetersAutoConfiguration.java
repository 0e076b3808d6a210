package io.apipool.autoconfigure;

import io.apipool.ApiKeyPools;
import io.apipool.Timekeeper;
import io.apipool.UsageBacklog;
import io.apipool.definition.Definitions;
import io.apipool.metrics.BatchGauges;
import io.apipool.metrics.CallObservations;
import io.apipool.metrics.PoolGauges;
import io.apipool.metrics.PoolMeters;
import io.apipool.pool.DefaultApiKeyPools;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Meters of the pools.
 */
@AutoConfiguration(after = { ApiPoolAutoConfiguration.class, CallObservationsAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
@ConditionalOnBean(value = DefaultApiKeyPools.class, type = "io.micrometer.core.instrument.MeterRegistry")
public final class PoolMetersAutoConfiguration {

	@Bean
	PoolGauges apiPoolGauges(ObjectProvider<ApiKeyPools> pools, ObjectProvider<UsageBacklog> backlog,
			Timekeeper timekeeper) {
		return new PoolGauges(pools::getObject, backlog::getIfAvailable, timekeeper);
	}

	@Bean
	PoolMeters apiPoolMeters(BeanFactory beans, Definitions definitions, PoolGauges gauges,
			ObjectProvider<CallObservations> observations) {
		return PoolMeters.of(beans, definitions.settings().operations().keyTag(), observations.getIfAvailable() == null,
				gauges);
	}

	@Bean
	BatchGauges apiPoolBatchGauges(BeanFactory beans) {
		return BatchGauges.of(beans);
	}

}
