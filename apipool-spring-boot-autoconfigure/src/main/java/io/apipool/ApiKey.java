package io.apipool;

import java.util.Map;

/**
 * One key of a pool: an id that may be shown and a secret that may not. Its
 * {@code toString} is {@code pool/id}.
 */
public interface ApiKey {

	/**
	 * Returns the id.
	 * @return the id, unique in its pool, safe to show
	 */
	String id();

	/**
	 * Returns the secret.
	 * @return the secret, never to be shown
	 */
	String value();

	/**
	 * Returns what the application configured for this key.
	 * @return an immutable map
	 */
	Map<String, String> metadata();

	/**
	 * Returns the account that the provider counts.
	 * @return the quota group's name; the id of a key that has no group
	 */
	String quotaGroup();

	/**
	 * Returns what a caller passes for a parameter that the pool fills in.
	 * @return a key that is no key: its methods throw {@link IllegalStateException}
	 */
	static ApiKey pooled() {
		return UnboundKey.KEY;
	}

}
