package io.apipool.usage.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;

/**
 * Writes many rows with few statements. An {@code INSERT} names as many rows as it may:
 * databases do with one such statement in a fraction of the time what they do with a
 * batch of statements, and every driver can do it without a switch in its URL.
 */
final class Rows {

	/**
	 * How many rows an {@code INSERT} has: few enough for every driver's number of
	 * parameters.
	 */
	static final int AT_ONCE = 100;

	private final JdbcTemplate jdbc;

	Rows(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Runs a statement for each row, in one batch, and returns how many rows each has
	 * changed.
	 */
	int[] each(String statement, List<@Nullable Object[]> rows) {
		int[][] counts = this.jdbc.batchUpdate(statement, rows, Math.max(1, rows.size()), setter());
		return (counts.length == 0) ? new int[0] : counts[0];
	}

	/** Adds rows. */
	void insert(String statement, List<@Nullable Object[]> rows) {
		int whole = rows.size() - rows.size() % AT_ONCE;
		if (whole > 0) {
			insert(statement, rows.subList(0, whole), AT_ONCE);
		}
		if (whole < rows.size()) {
			insert(statement, rows.subList(whole, rows.size()), rows.size() - whole);
		}
	}

	private void insert(String statement, List<@Nullable Object[]> rows, int atOnce) {
		String marks = UsageSql.marks(rows.get(0).length);
		List<@Nullable Object[]> joined = new ArrayList<>();
		for (int i = 0; i < rows.size(); i += atOnce) {
			joined.add(join(rows.subList(i, i + atOnce)));
		}
		each(statement + String.join(", ", Collections.nCopies(atOnce, marks)), joined);
	}

	private static @Nullable Object[] join(List<@Nullable Object[]> rows) {
		List<@Nullable Object> values = new ArrayList<>();
		for (@Nullable
		Object[] row : rows) {
			Collections.addAll(values, row);
		}
		return values.toArray();
	}

	private static ParameterizedPreparedStatementSetter<@Nullable Object[]> setter() {
		return Rows::set;
	}

	private static void set(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
		for (int i = 0; i < values.length; i++) {
			statement.setObject(i + 1, values[i]);
		}
	}

}
