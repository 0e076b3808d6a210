package io.apipool.definition;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a pool calls.
 *
 * @param provider the provider's name, or null
 * @param baseUrl the only origin that may see the secret, or null: the provider's
 * @param httpServiceGroups the HTTP service groups that use the pool
 * @param fallback the pool to ask when this one has no key, or null
 * @param tokensAtEnd whether the provider counts tokens when a call ends, not when it
 * begins
 * @param resetZone the zone of the provider's daily reset, or null: not known
 */
public record ProviderBinding(@Nullable String provider, @Nullable URI baseUrl, List<String> httpServiceGroups,
		@Nullable String fallback, boolean tokensAtEnd, @Nullable ZoneId resetZone) {

	/** What applies where nothing is configured. */
	public static final ProviderBinding NONE = new ProviderBinding(null, null, List.of(), null);

	/**
	 * Creates what applies to a provider that counts tokens when a call begins.
	 * @param provider the provider's name, or null
	 * @param baseUrl the only origin that may see the secret, or null: the provider's
	 * @param httpServiceGroups the HTTP service groups that use the pool
	 * @param fallback the pool to ask when this one has no key, or null
	 */
	public ProviderBinding(@Nullable String provider, @Nullable URI baseUrl, List<String> httpServiceGroups,
			@Nullable String fallback) {
		this(provider, baseUrl, httpServiceGroups, fallback, false, null);
	}

	public ProviderBinding {
		httpServiceGroups = List.copyOf(httpServiceGroups);
	}

	/**
	 * Returns whether it is known who answers: then its answers may tell limits.
	 * @return whether there is a provider or a base URL
	 */
	public boolean isAnswered() {
		return this.provider != null || this.baseUrl != null;
	}

}
