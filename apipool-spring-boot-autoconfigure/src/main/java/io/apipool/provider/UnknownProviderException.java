package io.apipool.provider;

import java.util.Collection;

import io.apipool.ApiPoolException;

/**
 * There is no provider of that name.
 */
public class UnknownProviderException extends ApiPoolException {

	/**
	 * Creates an exception.
	 * @param provider the unknown name
	 * @param known the names there are
	 */
	public UnknownProviderException(String provider, Collection<String> known) {
		super(null, "there is no provider '" + provider + "'; there "
				+ (known.isEmpty() ? "are none" : "are " + String.join(", ", known)));
	}

}
