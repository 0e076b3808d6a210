package io.apipool.usage.jdbc;

import java.util.ArrayList;
import java.util.List;

import io.apipool.usage.ReportQuery;
import org.jspecify.annotations.Nullable;

/**
 * Adds what a query asks for to a {@code WHERE} that has begun.
 */
final class Filter {

	private final StringBuilder where = new StringBuilder();

	private final List<Object> values = new ArrayList<>();

	private Filter() {
	}

	static Filter of(ReportQuery query) {
		Filter filter = new Filter();
		filter.values.add(UtcTime.of(query.from()));
		filter.values.add(UtcTime.of(query.to()));
		filter.add("pool", Column.POOL, query.pool());
		filter.add("key_id", Column.KEY_ID, query.key());
		filter.add("operation", Column.OPERATION, query.operation());
		filter.add("model", Column.MODEL, query.model());
		filter.add("outcome", Column.OUTCOME, query.outcome());
		return filter;
	}

	private void add(String name, Column column, @Nullable String value) {
		if (value != null) {
			this.where.append(" AND ").append(name).append(" = ?");
			this.values.add(column.name(value));
		}
	}

	Filter with(Object value) {
		this.values.add(value);
		return this;
	}

	String where() {
		return this.where.toString();
	}

	Object[] values() {
		return this.values.toArray();
	}

}
