package io.apipool.usage;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Copies of a query that ask for less.
 */
sealed interface QueryCopies permits ReportQuery {

	Instant from();

	Instant to();

	@Nullable String pool();

	@Nullable String key();

	@Nullable String operation();

	@Nullable String model();

	@Nullable String outcome();

	/**
	 * Asks for one pool alone.
	 * @param name the pool's name
	 * @return the query
	 */
	default ReportQuery pool(String name) {
		return new ReportQuery(from(), to(), name, key(), operation(), model(), outcome());
	}

	/**
	 * Asks for one key alone.
	 * @param id the key's id
	 * @return the query
	 */
	default ReportQuery key(String id) {
		return new ReportQuery(from(), to(), pool(), id, operation(), model(), outcome());
	}

	/**
	 * Asks for one operation alone.
	 * @param name the operation
	 * @return the query
	 */
	default ReportQuery operation(String name) {
		return new ReportQuery(from(), to(), pool(), key(), name, model(), outcome());
	}

	/**
	 * Asks for one model alone.
	 * @param name the model
	 * @return the query
	 */
	default ReportQuery model(String name) {
		return new ReportQuery(from(), to(), pool(), key(), operation(), name, outcome());
	}

	/**
	 * Asks for one outcome alone.
	 * @param word the outcome's word
	 * @return the query
	 */
	default ReportQuery outcome(String word) {
		return new ReportQuery(from(), to(), pool(), key(), operation(), model(), word);
	}

}
