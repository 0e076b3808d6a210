package io.apipool.http;

import java.net.URI;

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
	 * Refuses to follow a redirect to another origin, or one too many.
	 * @param uri where it leads
	 * @param followed how many were followed before
	 * @throws IllegalStateException if it must not be followed
	 */
	void checkRedirect(URI uri, int followed) {
		check(uri);
		if (followed >= Redirect.MOST) {
			throw new IllegalStateException(
					this.definition.name() + ": more than " + Redirect.MOST + " redirects one after another");
		}
	}

	/**
	 * Returns the address with the key in it, where the provider wants it there.
	 */
	URI keyed(URI uri, String secret) {
		String parameter = this.provider.key().query();
		return (parameter != null) ? QueryParameter.set(uri, parameter, secret) : uri;
	}

}
