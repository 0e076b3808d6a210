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
		@Nullable String operation, @Nullable String model, @Nullable String outcome) {

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
	 * Asks for one pool alone.
	 * @param name the pool's name
	 * @return the query
	 */
	public ReportQuery pool(String name) {
		return new ReportQuery(this.from, this.to, name, this.key, this.operation, this.model, this.outcome);
	}

	/**
	 * Asks for one key alone.
	 * @param id the key's id
	 * @return the query
	 */
	public ReportQuery key(String id) {
		return new ReportQuery(this.from, this.to, this.pool, id, this.operation, this.model, this.outcome);
	}

	/**
	 * Asks for one operation alone.
	 * @param name the operation
	 * @return the query
	 */
	public ReportQuery operation(String name) {
		return new ReportQuery(this.from, this.to, this.pool, this.key, name, this.model, this.outcome);
	}

	/**
	 * Asks for one model alone.
	 * @param name the model
	 * @return the query
	 */
	public ReportQuery model(String name) {
		return new ReportQuery(this.from, this.to, this.pool, this.key, this.operation, name, this.outcome);
	}

	/**
	 * Asks for one outcome alone.
	 * @param word the outcome's word
	 * @return the query
	 */
	public ReportQuery outcome(String word) {
		return new ReportQuery(this.from, this.to, this.pool, this.key, this.operation, this.model, word);
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
