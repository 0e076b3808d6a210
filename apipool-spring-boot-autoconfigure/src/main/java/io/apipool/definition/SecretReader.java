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
		String text = (value != null) ? value.toString().strip() : "";
		if (text.isEmpty()) {
			throw new InvalidDefinitionException(path, null, "is a key without a secret, or with an empty one",
					"write the secret or take the key out");
		}
		Secret secret = Secret.of(text);
		if (!(value instanceof CharSequence)) {
			throw wrong(path, secret, "is not a text but a " + kind(value), "quote it: YAML has already changed it");
		}
		checkText(path, text, secret);
		return secret;
	}

	private static String kind(@Nullable Object value) {
		if (value instanceof Number) {
			return "number";
		}
		return (value instanceof Boolean) ? "boolean" : "date or another value";
	}

	private static void checkText(String path, String text, Secret secret) {
		if (isUndecrypted(text)) {
			throw wrong(path, secret, "could not be decrypted",
					"give the configuration client or server the right decryption key");
		}
		if (hasControls(text)) {
			throw wrong(path, secret, "has a line break or another control character inside", "write it on one line");
		}
	}

	private static boolean hasControls(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isISOControl(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isUndecrypted(String text) {
		return text.equals("<n/a>") || text.startsWith("{cipher}");
	}

	private static InvalidDefinitionException wrong(String path, Secret secret, String reason, String wayOut) {
		return new InvalidDefinitionException(path, secret.toString(), reason, wayOut);
	}

}
