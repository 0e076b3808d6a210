package io.apipool;

import java.util.Map;

/**
 * The call needs more than any key's limit can ever admit.
 */
public class NeedExceedsLimitException extends PoolExhaustedException {

	/**
	 * Creates an exception.
	 * @param pool the pool's name
	 * @param message the need and the limit
	 */
	public NeedExceedsLimitException(String pool, String message) {
		super(pool, message, null, Map.of());
	}

}
