package io.apipool.http;

import io.apipool.definition.ProviderDefinition;

/**
 * The headers of a request, whatever client sends it.
 */
interface RequestHeaders {

	boolean has(String name);

	void set(String name, String value);

	/**
	 * Puts the key and the provider's fixed headers on the request. A fixed header that
	 * the application has set itself stays as it is.
	 */
	default void write(ProviderDefinition provider, String secret) {
		provider.headers().forEach((name, value) -> {
			if (!has(name)) {
				set(name, value);
			}
		});
		String header = provider.key().header();
		if (header != null) {
			set(header, provider.key().prefix() + secret);
		}
	}

}
