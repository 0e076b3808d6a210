package io.apipool.pool;

import io.apipool.ApiKey;
import io.apipool.definition.SecretForms;

/**
 * What is said of an exception that a client or its factory threw: it has seen the
 * secret.
 */
final class ClientTrouble {

	private ClientTrouble() {
	}

	static String told(Throwable thrown, ApiKey key) {
		return SecretForms.hide(key.value(), thrown.toString());
	}

}
