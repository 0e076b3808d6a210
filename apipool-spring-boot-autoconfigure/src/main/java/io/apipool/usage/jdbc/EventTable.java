package io.apipool.usage.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.apipool.definition.LimitDefinition;
import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;

/**
 * The table {@code apipool_usage_event}. Events are new as a rule: whether they are is
 * looked at only where one was not.
 */
final class EventTable {

	private static final double NANOS_A_MILLISECOND = 1e6;

	private final UsageDatabase database;

	EventTable(UsageDatabase database) {
		this.database = database;
	}

	void append(List<UsageEvent> events) {
		Chunks.of(events).forEach((chunk) -> {
			Map<String, @Nullable Object[]> byId = new LinkedHashMap<>();
			chunk.forEach((event) -> byId.putIfAbsent(Column.EVENT_ID.name(event.id()), values(event)));
			append(byId);
		});
	}

	private void append(Map<String, @Nullable Object[]> events) {
		try {
			this.database.write((session) -> insert(session, events));
		}
		catch (UsageStoreException ex) {
			if (!(ex.failure() instanceof DataIntegrityViolationException)) {
				throw ex;
			}
			this.database.write((session) -> {
				Map<String, @Nullable Object[]> missing = new LinkedHashMap<>(events);
				missing.keySet().removeAll(present(session, events.keySet()));
				return insert(session, missing);
			});
		}
	}

	private static int insert(UsageDatabase.Session session, Map<String, @Nullable Object[]> events) {
		session.rows().insert(UsageSql.INSERT_EVENTS, new ArrayList<>(events.values()));
		return events.size();
	}

	private static Set<String> present(UsageDatabase.Session session, Set<String> ids) {
		String statement = UsageSql.EVENT_IDS + UsageSql.marks(ids.size());
		return new HashSet<>(session.jdbc().queryForList(statement, String.class, ids.toArray()));
	}

	List<UsageEvent> find(ReportQuery query, long offset, int limit) {
		Filter filter = Filter.of(query);
		String statement = UsageSql.READ_EVENTS + " WHERE at >= ? AND at < ?" + filter.where()
				+ " ORDER BY at DESC, id DESC LIMIT ? OFFSET ?";
		return this.database.read((session) -> session.jdbc()
			.query(statement, (columns, number) -> event(columns), filter.with(limit).with(offset).values()));
	}

	/** Returns those of the given ids that there are, in the order of the ids. */
	List<UsageEvent> byId(List<String> ids) {
		Map<String, UsageEvent> found = new HashMap<>();
		Chunks.of(ids).forEach((some) -> {
			String statement = UsageSql.READ_EVENTS + " WHERE id IN" + UsageSql.marks(some.size());
			this.database
				.read((session) -> session.jdbc().query(statement, (columns, number) -> event(columns), some.toArray()))
				.forEach((event) -> found.put(event.id(), event));
		});
		return ids.stream().filter(found::containsKey).map(found::get).toList();
	}

	int removeBefore(Instant before, int atMost) {
		return this.database.write((session) -> {
			List<@Nullable Object[]> old = session.jdbc()
				.query(UsageSql.OLD_EVENTS, (columns, number) -> new Object[] { columns.getString("id") },
						UtcTime.of(before), atMost);
			session.rows().each(UsageSql.DELETE_EVENT, old);
			return old.size();
		});
	}

	private static @Nullable Object[] values(UsageEvent event) {
		Map<String, Double> units = new HashMap<>(event.units());
		Double cost = units.remove(LimitDefinition.COST);
		String error = event.error();
		List<@Nullable Object> values = new ArrayList<>(List.of(Column.EVENT_ID.name(event.id()),
				Column.INSTANCE.name(event.instance()), UtcTime.of(event.at())));
		values.addAll(AttemptColumns.values(event.attempt()));
		values.addAll(Arrays.asList(event.status(), event.latency().toNanos() / NANOS_A_MILLISECOND,
				UnitsText.write(units), (cost != null) ? MinuteTable.finite(cost) : 0.0,
				(error != null) ? Column.ERROR.text(error) : null));
		return values.toArray();
	}

	private static UsageEvent event(ResultSet columns) throws SQLException {
		Map<String, Double> units = new HashMap<>(UnitsText.read(columns.getString("units")));
		if (columns.getDouble("cost") != 0) {
			units.put(LimitDefinition.COST, columns.getDouble("cost"));
		}
		return new UsageEvent(columns.getString("id"), columns.getString("instance"), UtcTime.read(columns, "at"),
				AttemptColumns.read(columns), columns.getObject("status", Integer.class),
				Duration.ofNanos(Math.round(columns.getDouble("latency") * NANOS_A_MILLISECOND)), units,
				columns.getString("error"));
	}

}
