package io.apipool.autoconfigure;

import io.apipool.definition.Definitions;
import io.apipool.metrics.CallObservations;
import io.apipool.metrics.OpenObservations;
import io.apipool.pool.DefaultApiKeyPools;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Observations of calls.
 */
@AutoConfiguration(after = ApiPoolAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(name = "io.micrometer.observation.ObservationRegistry")
@ConditionalOnBean(value = DefaultApiKeyPools.class, type = "io.micrometer.observation.ObservationRegistry")
@ConditionalOnBooleanProperty("apipool.observations")
public final class CallObservationsAutoConfiguration {

	@Bean
	OpenObservations apiPoolOpenObservations() {
		return new OpenObservations();
	}

	@Bean
	CallObservations apiPoolCallObservations(BeanFactory beans, OpenObservations open, Definitions definitions) {
		return CallObservations.of(beans, open, definitions.settings().operations().keyTag());
	}

}
