package io.apipool.provider;

import java.util.Map;
import java.util.Set;

import io.apipool.autoconfigure.definition.ConfiguredDefinitions;
import io.apipool.definition.ProviderDefinition;

import org.springframework.core.env.StandardEnvironment;

/**
 * The providers that are shipped, as an application that writes nothing has them.
 */
final class Shipped {

	static final Map<String, ProviderDefinition> PROVIDERS = new ConfiguredDefinitions(new StandardEnvironment(),
			Set::of, Map::of)
		.get()
		.providers();

	private Shipped() {
	}

	static ProviderDefinition provider(String name) {
		return new ApiProviders(PROVIDERS).get(name);
	}

}
