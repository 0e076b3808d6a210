package io.apipool.provider;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.definition.ProviderDefinition;

/**
 * The providers there are: those that are shipped, as the application changed them, and
 * its own.
 */
public final class ApiProviders {

	private final AtomicReference<Map<String, ProviderDefinition>> providers;

	/**
	 * Creates the registry. Internal.
	 * @param providers the providers by name
	 */
	public ApiProviders(Map<String, ProviderDefinition> providers) {
		this.providers = new AtomicReference<>(copy(providers));
	}

	private static Map<String, ProviderDefinition> copy(Map<String, ProviderDefinition> providers) {
		return Collections.unmodifiableMap(new TreeMap<>(providers));
	}

	/**
	 * Replaces the providers. Internal.
	 * @param changed the providers by name
	 */
	public void replace(Map<String, ProviderDefinition> changed) {
		this.providers.set(copy(changed));
	}

	private Map<String, ProviderDefinition> present() {
		return Objects.requireNonNull(this.providers.get());
	}

	/**
	 * Returns the names of the providers.
	 * @return the names in alphabetical order
	 */
	public Set<String> names() {
		return present().keySet();
	}

	/**
	 * Returns a provider.
	 * @param name its name
	 * @return the provider
	 * @throws UnknownProviderException with the names there are
	 */
	public ProviderDefinition get(String name) {
		ProviderDefinition provider = present().get(name);
		if (provider == null) {
			throw new UnknownProviderException(name, present().keySet());
		}
		return provider;
	}

}
