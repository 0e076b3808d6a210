package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a report is about. Immutable.
 *
 * @param from the first instant
 * @param to the end, itself excluded
 * @param pool the pool's name, or null for all
 * @param key the key's id, or null for all
 * @param operation the operation, or null for all
 * @param model the model, or null for all
 * @param outcome the outcome's word, or null for all
 */
public record ReportQuery(Instant from, Instant to, @Nullable String pool, @Nullable String key,
		@Nullable String operation, @Nullable String model, @Nullable String outcome) implements QueryCopies {

	/**
	 * Asks for everything between two instants.
	 * @param from the first instant
	 * @param to the end, itself excluded
	 * @return the query
	 * @throws IllegalArgumentException if it ends before it begins
	 */
	public static ReportQuery between(Instant from, Instant to) {
		return new ReportQuery(from, to, null, null, null, null, null);
	}

	public ReportQuery {
		if (to.isBefore(from)) {
			throw new IllegalArgumentException("a report from " + from + " cannot end at " + to);
		}
	}

	/**
	 * Asks for everything in a window that ends now, this very instant included.
	 * @param now the present
	 * @param window how long it is
	 * @return the query
	 */
	public static ReportQuery last(Instant now, Duration window) {
		return between(now.minus(window), now.plusNanos(1));
	}

	/**
	 * Tells whether it asks for a kind of attempts. Internal.
	 * @param attempt the kind
	 * @return whether every part that is not null fits
	 */
	public boolean asks(Attempted attempt) {
		return fits(this.pool, attempt.pool()) && fits(this.key, attempt.key())
				&& fits(this.operation, attempt.operation()) && fits(this.model, attempt.model())
				&& fits(this.outcome, attempt.outcome());
	}

	private static boolean fits(@Nullable String wanted, String present) {
		return wanted == null || wanted.equals(present);
	}

}
