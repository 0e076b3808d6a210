package io.apipool;

/**
 * The pool was closed or removed; waiting calls end with this too.
 */
public class PoolClosedException extends ApiPoolException {

	/**
	 * Creates an exception.
	 * @param pool the pool's name
	 */
	public PoolClosedException(String pool) {
		super(pool, pool + ": the pool is closed");
	}

}
