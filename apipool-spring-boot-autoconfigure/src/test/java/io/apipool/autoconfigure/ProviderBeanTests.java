package io.apipool.autoconfigure;

import io.apipool.autoconfigure.definition.ProviderFile;
import io.apipool.provider.ApiProviders;
import io.apipool.provider.UnknownProviderException;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the bean that knows the providers.
 */
class ProviderBeanTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class));

	@Test
	void theProvidersAreABean() {
		this.contexts.withPropertyValues("apipool.providers.mine.base-url=https://api.example.com").run((context) -> {
			ApiProviders providers = context.getBean(ApiProviders.class);
			assertThat(providers.names()).hasSize(21).contains("mine", "openai");
			assertThat(providers.get("mine").baseUrl()).hasHost("api.example.com");
			assertThatExceptionOfType(UnknownProviderException.class).isThrownBy(() -> providers.get("yours"))
				.withMessageStartingWith("there is no provider 'yours'; there are airtable, anthropic, azure-openai");
		});
	}

	@Test
	void aNativeImageKeepsTheFile() {
		RuntimeHints hints = new RuntimeHints();
		new ApiPoolRuntimeHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.resource().forResource(ProviderFile.LOCATION)).accepts(hints);
	}

}
