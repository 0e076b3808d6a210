package io.apipool.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.apipool.definition.SecretForms;
import org.jspecify.annotations.Nullable;

/**
 * Takes a secret out of what clients and providers say: an address that holds it, an
 * error that repeats it.
 */
final class Redaction {

	private static final String SHOWN = "***";

	private final String secret;

	private Redaction(String secret) {
		this.secret = secret;
	}

	/**
	 * Returns the redaction of a secret, in each form in which it is printed.
	 */
	static Redaction of(String secret) {
		return new Redaction(secret);
	}

	/** Worked out when it is needed: each answer has a redaction, few need it. */
	private List<String> forms() {
		return SecretForms.of(this.secret);
	}

	String text(String text) {
		String redacted = text;
		for (String form : forms()) {
			redacted = redacted.replace(form, SHOWN);
		}
		return redacted;
	}

	/**
	 * Stars the secret out in place, so that the length stays.
	 */
	void stars(byte[] bytes) {
		for (String form : forms()) {
			byte[] wanted = form.getBytes(StandardCharsets.UTF_8);
			for (int i = 0; i + wanted.length <= bytes.length; i++) {
				if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
					Arrays.fill(bytes, i, i + wanted.length, (byte) '*');
				}
			}
		}
	}

	/**
	 * Returns an I/O error that does not show the secret: itself, if it does not.
	 */
	IOException error(IOException thrown) {
		return isShown(thrown) ? (IOException) copy(thrown) : thrown;
	}

	/**
	 * Returns a failure that does not show the secret: itself, if it does not.
	 */
	Throwable failure(Throwable thrown) {
		return isShown(thrown) ? copy(thrown) : thrown;
	}

	private boolean isShown(Throwable thrown) {
		return SecretForms.isShown(this.secret, thrown);
	}

	private Throwable copy(Throwable thrown) {
		return copy(thrown, 0);
	}

	private Throwable copy(Throwable thrown, int depth) {
		Throwable cause = thrown.getCause();
		Throwable redacted = (cause != null && depth < 16) ? copy(cause, depth + 1) : null;
		return new RedactedException(text(thrown.toString()), redacted, thrown.getStackTrace());
	}

	/**
	 * Stands for an exception that showed a secret.
	 */
	private static final class RedactedException extends IOException {

		RedactedException(String message, @Nullable Throwable cause, StackTraceElement[] trace) {
			super(message, cause);
			setStackTrace(trace);
		}

	}

}
