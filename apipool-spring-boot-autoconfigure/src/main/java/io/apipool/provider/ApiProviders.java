package io.apipool.provider;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.apipool.definition.ProviderDefinition;

/**
 * The providers there are: those that are shipped, as the application changed them, and
 * its own.
 */
public final class ApiProviders {

	private final Map<String, ProviderDefinition> providers;

	/**
	 * Creates the registry. Internal.
	 * @param providers the providers by name
	 */
	public ApiProviders(Map<String, ProviderDefinition> providers) {
		this.providers = Collections.unmodifiableMap(new TreeMap<>(providers));
	}

	/**
	 * Returns the names of the providers.
	 * @return the names in alphabetical order
	 */
	public Set<String> names() {
		return this.providers.keySet();
	}

	/**
	 * Returns a provider.
	 * @param name its name
	 * @return the provider
	 * @throws UnknownProviderException with the names there are
	 */
	public ProviderDefinition get(String name) {
		ProviderDefinition provider = this.providers.get(name);
		if (provider == null) {
			throw new UnknownProviderException(name, this.providers.keySet());
		}
		return provider;
	}

}
