package io.apipool;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * No key could be had in time, and no attempt was made.
 */
public class PoolExhaustedException extends ApiPoolException {

	private final @Nullable Duration retryAfter;

	private final transient Map<String, Integer> tally;

	/**
	 * Creates an exception.
	 * @param pool the pool's name
	 * @param message why, with a tally of the keys
	 * @param retryAfter when trying again makes sense, or null
	 * @param tally keys by reason
	 */
	public PoolExhaustedException(String pool, String message, @Nullable Duration retryAfter,
			Map<String, Integer> tally) {
		super(pool, message);
		this.retryAfter = retryAfter;
		this.tally = Map.copyOf(tally);
	}

	/**
	 * Returns when trying again makes sense.
	 * @return empty when only an operator, a new key or money helps
	 */
	public Optional<Duration> retryAfter() {
		return Optional.ofNullable(this.retryAfter);
	}

	/**
	 * Returns the keys by reason: a state's word, {@code busy}, or the text of a limit.
	 * @return an immutable map
	 */
	public Map<String, Integer> tally() {
		return this.tally;
	}

}
