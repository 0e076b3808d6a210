package io.apipool.pool;

import java.util.concurrent.Future;
import java.util.concurrent.ExecutionException;

/**
 * What a future ended with, without what carried it.
 */
final class Unwrapped {

	private Unwrapped() {
	}

	static <T> T get(Future<T> future) throws Throwable {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
	}

}
