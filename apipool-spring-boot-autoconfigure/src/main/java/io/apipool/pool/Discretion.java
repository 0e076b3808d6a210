package io.apipool.pool;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.apipool.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * Takes a key's secret out of what a provider or an application says of it: operators
 * read that.
 */
final class Discretion {

	private static final String SHOWN = "***";

	private Discretion() {
	}

	/**
	 * Returns a text without the secret, as it is and as it stands in an address.
	 */
	static @Nullable String of(@Nullable String text, ApiKey key) {
		String secret = key.value();
		return (text != null)
				? text.replace(secret, SHOWN).replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), SHOWN) : null;
	}

}
