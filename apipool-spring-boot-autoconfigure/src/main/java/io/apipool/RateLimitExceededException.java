package io.apipool;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A limit of {@code @RateLimited} or of {@code RateLimiters} refused.
 */
public class RateLimitExceededException extends ApiPoolException {

	private final String limit;

	private final @Nullable Duration retryAfter;

	/**
	 * Creates an exception.
	 * @param pool the pool of the same call, or null
	 * @param limit the limit's name
	 * @param message why
	 * @param retryAfter when trying again makes sense, or null
	 */
	public RateLimitExceededException(@Nullable String pool, String limit, String message,
			@Nullable Duration retryAfter) {
		super(pool, message);
		this.limit = limit;
		this.retryAfter = retryAfter;
	}

	/**
	 * Returns when trying again makes sense.
	 * @return empty when it never does
	 */
	public Optional<Duration> retryAfter() {
		return Optional.ofNullable(this.retryAfter);
	}

	/**
	 * Returns the limit that refused.
	 * @return its name
	 */
	public String limit() {
		return this.limit;
	}

}
