package io.apipool.metrics;

import io.apipool.ApiKey;
import io.apipool.definition.SecretForms;

/**
 * Stands for an exception that shows a secret, which tracing would write down: its class
 * and where it was thrown, without its message and its causes.
 */
final class SecretFree extends Exception {

	private SecretFree(Throwable thrown) {
		super(thrown.getClass().getName() + " (it shows a secret)", null, false, true);
		setStackTrace(thrown.getStackTrace());
	}

	/**
	 * Returns an exception that does not show the key's secret: itself, if it does not.
	 */
	static Throwable of(Throwable thrown, ApiKey key) {
		return SecretForms.isShown(key.value(), thrown) ? new SecretFree(thrown) : thrown;
	}

}
