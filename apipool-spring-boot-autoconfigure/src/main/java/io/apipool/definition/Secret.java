package io.apipool.definition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A secret that cannot be printed by mistake: {@code toString} is its fingerprint. That
 * is made when it is asked for, which it is of few keys: made of thousands at a start it
 * would be a good part of that, and of their memory.
 */
public final class Secret {

	private final String value;

	private Secret(String value) {
		this.value = value;
	}

	/**
	 * Wraps a secret.
	 * @param value the secret; anything, as this never throws
	 * @return the wrapped secret
	 */
	public static Secret of(String value) {
		return new Secret(value);
	}

	private static String sha256(String value) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Returns the secret.
	 * @return the secret, never to be shown
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Returns what may be shown in place of the secret.
	 * @return eight hex digits of its SHA-256
	 */
	public String fingerprint() {
		return fingerprint(8);
	}

	/**
	 * Returns what may be shown in place of the secret.
	 * @param digits how many hex digits of its SHA-256, at most 64
	 * @return that many digits
	 */
	public String fingerprint(int digits) {
		return sha256(this.value).substring(0, digits);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Secret that && this.value.equals(that.value);
	}

	@Override
	public int hashCode() {
		return this.value.hashCode();
	}

	@Override
	public String toString() {
		return "secret " + fingerprint();
	}

}
