package io.apipool.autoconfigure.definition;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Keeps secrets out of the endpoints of Spring Boot, also while {@code apipool.enabled}
 * is false.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class SecretSanitizingAutoConfiguration {

	@Bean
	static SanitizingFunction apiPoolSecretSanitizer(ObjectProvider<ConfiguredDefinitions> definitions) {
		return new SecretSanitizer(definitions::getIfAvailable);
	}

}
