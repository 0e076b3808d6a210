package io.apipool.usage.jdbc;

import java.util.Collections;

/**
 * All statements. They are understood by H2, PostgreSQL, MariaDB and MySQL alike, but for
 * one word: the name of the column {@code minute} is a keyword of H2 and quoted there.
 */
final class UsageSql {

	private static final String UPDATE_ROW = """
			UPDATE apipool_usage
			SET attempts = ?, latency_sum = ?, latency_max = ?, units = ?, cost = ?, waits = ?
			WHERE instance = ? AND pool = ? AND quota_group = ? AND key_id = ? AND operation = ? AND model = ?
			AND outcome = ? AND {minute} = ?""";

	private static final String INSERT_ROWS = """
			INSERT INTO apipool_usage (attempts, latency_sum, latency_max, units, cost, waits,
			instance, pool, quota_group, key_id, operation, model, outcome, {minute})
			VALUES""";

	private static final String HAS_ROW = """
			SELECT COUNT(*) FROM apipool_usage
			WHERE instance = ? AND pool = ? AND quota_group = ? AND key_id = ? AND operation = ? AND model = ?
			AND outcome = ? AND {minute} = ?""";

	private static final String READ_ROWS = """
			SELECT instance, pool, quota_group, key_id, operation, model, outcome, {minute} AS began, attempts,
			latency_sum, latency_max, units, cost, waits
			FROM apipool_usage
			WHERE {minute} >= ? AND {minute} < ?""";

	private static final String OLD_ROWS = """
			SELECT instance, pool, quota_group, key_id, operation, model, outcome, {minute} AS began
			FROM apipool_usage
			WHERE {minute} < ?
			ORDER BY {minute}
			LIMIT ?""";

	private static final String DELETE_ROW = """
			DELETE FROM apipool_usage
			WHERE instance = ? AND pool = ? AND quota_group = ? AND key_id = ? AND operation = ? AND model = ?
			AND outcome = ? AND {minute} = ?""";

	private static final String COUNTED = """
			SELECT pool, quota_group, model, {minute} AS began, units, COUNT(*) AS times, SUM(attempts) AS attempts,
			SUM(cost) AS cost
			FROM apipool_usage
			WHERE {minute} >= ? AND instance <> ?
			GROUP BY pool, quota_group, model, {minute}, units""";

	static final String INSERT_EVENTS = """
			INSERT INTO apipool_usage_event (id, instance, at, pool, quota_group, key_id, operation, model, outcome, status,
			latency, units, cost, error)
			VALUES""";

	static final String EVENT_IDS = """
			SELECT id FROM apipool_usage_event
			WHERE id IN""";

	static final String READ_EVENTS = """
			SELECT id, instance, at, pool, quota_group, key_id, operation, model, outcome, status, latency, units, cost,
			error
			FROM apipool_usage_event""";

	static final String OLD_EVENTS = """
			SELECT id FROM apipool_usage_event
			WHERE at < ?
			ORDER BY at
			LIMIT ?""";

	static final String DELETE_EVENT = """
			DELETE FROM apipool_usage_event
			WHERE id = ?""";

	static final String UPDATE_STATE = """
			UPDATE apipool_state
			SET state = ?, rest_reason = ?, rest_until = ?, rest_announced = ?, secret_fingerprint = ?, learnt = ?,
			rate = ?, updated_at = ?
			WHERE pool = ? AND quota_group = ? AND key_id = ? AND model = ?""";

	static final String INSERT_STATES = """
			INSERT INTO apipool_state (state, rest_reason, rest_until, rest_announced, secret_fingerprint, learnt, rate,
			updated_at, pool, quota_group, key_id, model)
			VALUES""";

	static final String HAS_STATE = """
			SELECT COUNT(*) FROM apipool_state
			WHERE pool = ? AND quota_group = ? AND key_id = ? AND model = ?""";

	static final String READ_STATES = """
			SELECT pool, quota_group, key_id, model, state, rest_reason, rest_until, rest_announced, secret_fingerprint,
			learnt, rate, updated_at
			FROM apipool_state""";

	private final String minute;

	UsageSql(String product) {
		this.minute = product.equals("H2") ? "\"MINUTE\"" : "minute";
	}

	/** Returns a list of as many question marks as are asked for, in brackets. */
	static String marks(int count) {
		return " (" + String.join(", ", Collections.nCopies(count, "?")) + ")";
	}

	String updateRow() {
		return named(UPDATE_ROW);
	}

	String insertRows() {
		return named(INSERT_ROWS);
	}

	String hasRow() {
		return named(HAS_ROW);
	}

	String readRows() {
		return named(READ_ROWS);
	}

	String oldRows() {
		return named(OLD_ROWS);
	}

	String deleteRow() {
		return named(DELETE_ROW);
	}

	String counted() {
		return named(COUNTED);
	}

	private String named(String statement) {
		return statement.replace("{minute}", this.minute);
	}

}
