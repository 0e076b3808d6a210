package io.apipool.autoconfigure.definition;

import java.util.Map;
import java.util.Set;

import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.definition.Definitions;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * An application that only reads its definitions, and holds a key in properties of its
 * own.
 */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = ApiPoolAutoConfiguration.class)
@EnableConfigurationProperties(DefinitionsApplication.Own.class)
class DefinitionsApplication {

	@Bean
	ConfiguredDefinitions configuredDefinitions(ConfigurableEnvironment environment) {
		return new ConfiguredDefinitions(environment, Set::of,
				() -> Map.of("annotated", "DefinitionsApplication.call"));
	}

	@Bean
	Definitions definitions(ConfiguredDefinitions supplier) {
		return supplier.get();
	}

	@ConfigurationProperties("own")
	record Own(String copy, String harmless) {
	}

}
