package io.apipool.http;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderDefinition;
import io.apipool.provider.AnswerReader;

/**
 * Where the requests of a pool go, and how its provider is spoken to.
 *
 * @param definition the pool as it was configured when this was worked out
 * @param provider what is known of the provider
 * @param baseUrl what relative addresses are below
 * @param origin the only one that may see a key
 * @param answers reads what the provider says
 */
record Target(PoolDefinition definition, ProviderDefinition provider, URI baseUrl, Origin origin,
		AnswerReader answers) {

	static Target of(PoolDefinition definition, ProviderDefinition provider, URI baseUrl) {
		return new Target(definition, provider, baseUrl, Origin.of(baseUrl), AnswerReader.of(provider));
	}

	/**
	 * Refuses to go on with a request to another origin, before anything is sent.
	 * @param uri where it would go
	 * @throws IllegalStateException if the key may not go there
	 */
	void check(URI uri) {
		if (!this.origin.covers(uri)) {
			throw new IllegalStateException(this.definition.name() + ": refused to send the key to " + Origin.of(uri)
					+ " (allowed: " + this.origin + ")");
		}
	}

	/**
	 * Refuses a pool to fall back to whose keys go elsewhere: a request would take its
	 * key to the wrong place.
	 * @param other the other pool's
	 * @throws InvalidDefinitionException if it has another provider or base URL
	 */
	void checkFallback(Target other) {
		boolean sameProvider = Objects.equals(this.definition.target().provider(),
				other.definition.target().provider());
		if (!sameProvider || !this.baseUrl.equals(other.baseUrl)) {
			throw new InvalidDefinitionException("apipool.pools." + this.definition.name() + ".fallback",
					other.definition.name(), "has another provider or base URL (" + other.baseUrl + ")",
					"a pool that is used over HTTP may fall back to one with the same provider and base-url alone");
		}
	}

	/**
	 * Returns the address with the key in it, where the provider wants it there.
	 */
	URI keyed(URI uri, String secret) {
		String parameter = this.provider.key().query();
		return (parameter != null) ? QueryParameter.set(uri, parameter, secret) : uri;
	}

	/**
	 * Puts the key and the provider's fixed headers on a request. A fixed header that the
	 * application has set itself stays as it is.
	 */
	void write(RequestHeaders headers, String secret) {
		for (Map.Entry<String, String> fixed : this.provider.headers().entrySet()) {
			if (!headers.has(fixed.getKey())) {
				headers.set(fixed.getKey(), fixed.getValue());
			}
		}
		String header = this.provider.key().header();
		if (header != null) {
			headers.set(header, this.provider.key().prefix() + secret);
		}
	}

	/**
	 * The headers of a request, whatever client sends it.
	 */
	interface RequestHeaders {

		boolean has(String name);

		void set(String name, String value);

	}

}
