package io.apipool.usage.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import io.apipool.KeptState;
import io.apipool.usage.MinuteRow;
import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageEvent;
import io.apipool.usage.UsageStore;

/**
 * Keeps usage in three tables. Internal.
 */
public final class JdbcUsageStore implements UsageStore {

	private final MinuteTable minutes;

	private final EventTable events;

	private final StateTable states;

	/**
	 * Creates a store, without touching its database.
	 * @param database the database
	 */
	public JdbcUsageStore(UsageDatabase database) {
		this.minutes = new MinuteTable(database);
		this.events = new EventTable(database);
		this.states = new StateTable(database);
	}

	@Override
	public void write(List<MinuteRow> rows) {
		this.minutes.write(rows);
	}

	@Override
	public void append(List<UsageEvent> events) {
		this.events.append(events);
	}

	@Override
	public void keep(List<KeptState> states) {
		this.states.keep(states);
	}

	@Override
	public void read(ReportQuery query, Consumer<MinuteRow> reader) {
		this.minutes.read(query, reader);
	}

	@Override
	public List<UsageEvent> events(ReportQuery query, long offset, int limit) {
		return this.events.find(query, offset, limit);
	}

	/**
	 * Returns single attempts.
	 * @param ids their ids
	 * @return those that there are, in the order of the ids
	 */
	public List<UsageEvent> events(List<String> ids) {
		return this.events.byId(ids);
	}

	@Override
	public int removeRows(Instant before, int atMost) {
		return this.minutes.removeBefore(before, atMost);
	}

	@Override
	public int removeEvents(Instant before, int atMost) {
		return this.events.removeBefore(before, atMost);
	}

}
