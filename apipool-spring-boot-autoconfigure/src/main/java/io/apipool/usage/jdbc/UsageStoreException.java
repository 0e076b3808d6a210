package io.apipool.usage.jdbc;

/**
 * A database did not take or hand out usage: what happened, in one line, and the way out.
 * It is the whole story for those who read logs, which often show the innermost cause
 * alone: so what the driver said is part of the message, and no cause.
 */
final class UsageStoreException extends RuntimeException {

	private final transient RuntimeException failure;

	UsageStoreException(String message, RuntimeException failure) {
		super(message);
		this.failure = failure;
		addSuppressed(failure);
	}

	/** Returns what Spring has made of it. */
	RuntimeException failure() {
		return this.failure;
	}

}
