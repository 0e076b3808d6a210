package io.apipool.definition;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A limit: so many units of a dimension in a window, or so many in flight.
 *
 * @param text as it was written, for messages
 * @param amount the units, positive
 * @param dimension what is counted; {@link #REQUESTS} by default
 * @param window the window
 * @param margin how long after it was sent a permit counts at most beyond the window, or
 * null: the default
 */
public record LimitDefinition(String text, double amount, String dimension, LimitWindow window,
		@Nullable Duration margin) {

	/** The dimension of which each call takes one unless it says otherwise. */
	public static final String REQUESTS = "requests";

	/** The dimension of input and output tokens together. */
	public static final String TOKENS = "tokens";

	/** The dimension of tokens read. */
	public static final String INPUT_TOKENS = "input-tokens";

	/** The dimension of tokens written. */
	public static final String OUTPUT_TOKENS = "output-tokens";

	/** The dimension of what calls cost. */
	public static final String COST = "cost";

	/**
	 * Parses a limit.
	 * @param text for example {@code 10/m}, {@code 250/day@America/Los_Angeles},
	 * {@code 60/m burst 5}, {@code 250k tokens/m} or {@code 5 concurrent}
	 * @return the limit
	 * @throws IllegalArgumentException with the reason and the way out
	 */
	public static LimitDefinition parse(String text) {
		return LimitParser.parse(text);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
