package io.apipool;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What this library itself has to say; what a provider says is thrown unchanged.
 */
public class ApiPoolException extends RuntimeException {

	private final @Nullable String pool;

	/**
	 * Creates an exception.
	 * @param pool the pool's name, or null
	 * @param message what, where, and the way out
	 */
	public ApiPoolException(@Nullable String pool, String message) {
		super(message);
		this.pool = pool;
	}

	/**
	 * Returns the pool that it is about.
	 * @return its name, or empty
	 */
	public Optional<String> pool() {
		return Optional.ofNullable(this.pool);
	}

}
