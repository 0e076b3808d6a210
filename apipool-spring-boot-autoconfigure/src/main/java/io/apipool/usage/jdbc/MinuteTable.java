package io.apipool.usage.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.apipool.CountedMinute;
import io.apipool.definition.LimitDefinition;
import io.apipool.usage.MinuteRow;
import io.apipool.usage.ReportQuery;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * The table {@code apipool_usage}.
 */
final class MinuteTable {

	private final UsageDatabase database;

	MinuteTable(UsageDatabase database) {
		this.database = database;
	}

	void write(List<MinuteRow> rows) {
		List<@Nullable Object[]> values = new ArrayList<>(rows.size());
		rows.forEach((row) -> values.add(values(row)));
		Upsert.write(this.database, values,
				(sql) -> new Upsert(sql.updateRow(), sql.insertRows(), sql.hasRow(), key(rows.get(0).id()).length));
	}

	void read(ReportQuery query, Consumer<MinuteRow> reader) {
		Filter filter = Filter.of(query);
		RowCallbackHandler each = (columns) -> reader.accept(row(columns));
		this.database.read((session) -> {
			session.jdbc().query(session.sql().readRows() + filter.where(), each, filter.values());
			return true;
		});
	}

	int removeBefore(Instant before, int atMost) {
		return this.database.write((session) -> {
			List<@Nullable Object[]> old = session.jdbc()
				.query(session.sql().oldRows(), (columns, number) -> key(id(columns)), UtcTime.of(before), atMost);
			session.rows().each(session.sql().deleteRow(), old);
			return old.size();
		});
	}

	/**
	 * Sums up by group, model and minute. Rows with the same units are summed by the
	 * database, and most rows have none.
	 * @param but the instance whose rows are left out
	 */
	Collection<CountedMinute> countedSince(Instant from, String but) {
		return this.database.read((session) -> {
			Map<List<Object>, CountedMinute> counted = new HashMap<>();
			RowCallbackHandler each = (columns) -> {
				CountedMinute minute = counted(columns);
				counted.merge(List.of(minute.pool(), minute.quotaGroup(), minute.model(), minute.minute()), minute,
						MinuteTable::sum);
			};
			session.jdbc().query(session.sql().counted(), each, UtcTime.of(from), Column.INSTANCE.name(but));
			return counted.values();
		});
	}

	private static CountedMinute counted(ResultSet columns) throws SQLException {
		Map<String, Double> units = new HashMap<>(UnitsText.read(columns.getString("units")));
		long times = columns.getLong("times");
		units.replaceAll((dimension, amount) -> amount * times);
		Double requests = units.remove(LimitDefinition.REQUESTS);
		if (columns.getDouble("cost") != 0) {
			units.put(LimitDefinition.COST, columns.getDouble("cost"));
		}
		return new CountedMinute(columns.getString("pool"), columns.getString("quota_group"),
				columns.getString("model"), UtcTime.read(columns, "began"),
				(requests != null) ? Math.round(requests) : columns.getLong("attempts"), units);
	}

	private static CountedMinute sum(CountedMinute one, CountedMinute other) {
		Map<String, Double> units = new HashMap<>(one.units());
		other.units().forEach((dimension, amount) -> units.merge(dimension, amount, Double::sum));
		return new CountedMinute(one.pool(), one.quotaGroup(), one.model(), one.minute(),
				one.requests() + other.requests(), units);
	}

	private static @Nullable Object[] values(MinuteRow row) {
		List<Object> values = new ArrayList<>(List.of(row.attempts(), finite(row.latencySum()),
				finite(row.latencyMax()), UnitsText.write(row.units()), finite(row.cost()), row.waits()));
		values.addAll(List.of(key(row.id())));
		return values.toArray();
	}

	static double finite(double value) {
		return Double.isFinite(value) ? value : 0;
	}

	private static Object[] key(MinuteRow.Id id) {
		List<Object> key = new ArrayList<>(AttemptColumns.values(id.attempt()));
		key.add(0, Column.INSTANCE.name(id.instance()));
		key.add(UtcTime.of(id.minute()));
		return key.toArray();
	}

	private static MinuteRow.Id id(ResultSet columns) throws SQLException {
		return new MinuteRow.Id(columns.getString("instance"), AttemptColumns.read(columns),
				UtcTime.read(columns, "began"));
	}

	private static MinuteRow row(ResultSet columns) throws SQLException {
		return new MinuteRow(id(columns), columns.getLong("attempts"), columns.getDouble("latency_sum"),
				columns.getDouble("latency_max"), UnitsText.read(columns.getString("units")), columns.getDouble("cost"),
				columns.getLong("waits"));
	}

}
