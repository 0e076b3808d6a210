package io.apipool.definition;

import org.jspecify.annotations.Nullable;

/**
 * Tells what is wrong with a secret, showing nothing but its fingerprint. Key definitions
 * from everywhere pass here. Internal.
 */
public final class SecretReader {

	private SecretReader() {
	}

	/**
	 * Reads a secret.
	 * @param path where it was written
	 * @param value what was written, or null: nothing
	 * @return the secret
	 * @throws InvalidDefinitionException where it cannot be one
	 */
	public static Secret read(String path, @Nullable Object value) {
		if (value == null) {
			throw new InvalidDefinitionException(path, null, "is a key without a secret",
					"write the secret or take the key out");
		}
		String text = value.toString().strip();
		Secret secret = Secret.of(text);
		if (!(value instanceof CharSequence)) {
			throw wrong(path, secret, "is not a text but a YAML " + value.getClass().getSimpleName(),
					"quote it: YAML has already changed it");
		}
		if (text.isEmpty()) {
			throw new InvalidDefinitionException(path, null, "is an empty secret",
					"write the secret or take the key out");
		}
		if (isUndecrypted(text)) {
			throw wrong(path, secret, "could not be decrypted",
					"give the configuration client or server the right decryption key");
		}
		if (text.chars().anyMatch(Character::isISOControl)) {
			throw wrong(path, secret, "has a line break or another control character inside", "write it on one line");
		}
		return secret;
	}

	private static boolean isUndecrypted(String text) {
		return text.equals("<n/a>") || text.startsWith("{cipher}");
	}

	private static InvalidDefinitionException wrong(String path, Secret secret, String reason, String wayOut) {
		return new InvalidDefinitionException(path, secret.toString(), reason, wayOut);
	}

}
