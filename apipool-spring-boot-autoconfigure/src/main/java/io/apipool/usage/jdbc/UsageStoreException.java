package io.apipool.usage.jdbc;

/**
 * A database did not take or hand out usage: what happened, in one line, and the way out.
 */
final class UsageStoreException extends RuntimeException {

	UsageStoreException(String message, RuntimeException cause) {
		super(message, cause);
	}

}
