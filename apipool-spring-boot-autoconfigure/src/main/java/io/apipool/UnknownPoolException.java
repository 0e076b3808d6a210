package io.apipool;

import java.util.Collection;

/**
 * There is no pool of that name.
 */
public class UnknownPoolException extends ApiPoolException {

	/**
	 * Creates an exception.
	 * @param pool the unknown name
	 * @param known the names there are
	 */
	public UnknownPoolException(String pool, Collection<String> known) {
		super(pool, "there is no pool '" + pool + "'; there "
				+ (known.isEmpty() ? "are none" : "are " + String.join(", ", known)));
	}

}
