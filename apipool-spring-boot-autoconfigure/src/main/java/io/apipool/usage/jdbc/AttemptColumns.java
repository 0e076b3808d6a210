package io.apipool.usage.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import io.apipool.usage.Attempted;

/**
 * The columns that tell what kind of attempts a row is about, in their order in all
 * tables.
 */
final class AttemptColumns {

	private AttemptColumns() {
	}

	static List<String> values(Attempted attempt) {
		return List.of(Column.POOL.name(attempt.pool()), Column.QUOTA_GROUP.name(attempt.quotaGroup()),
				Column.KEY_ID.name(attempt.key()), Column.OPERATION.name(attempt.operation()),
				Column.MODEL.name(attempt.model()), Column.OUTCOME.name(attempt.outcome()));
	}

	static Attempted read(ResultSet columns) throws SQLException {
		return new Attempted(columns.getString("pool"), columns.getString("quota_group"), columns.getString("key_id"),
				columns.getString("operation"), columns.getString("model"), columns.getString("outcome"));
	}

}
