package io.apipool.usage.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.apipool.CountedMinute;
import io.apipool.LimitHistory;
import io.apipool.usage.Incarnation;

/**
 * Reads from the minute rows what the quota groups have used. Internal.
 * <p>
 * An answer may come late, when this run has written rows of the minute of its start. It
 * has counted those itself, so its own rows are left out.
 */
public final class JdbcLimitHistory implements LimitHistory {

	private final MinuteTable minutes;

	private final DatabaseReads reads;

	private final Incarnation own;

	/**
	 * Creates a history.
	 * @param database where the rows are
	 * @param reads asks for them
	 * @param own this run, whose rows are left out
	 */
	public JdbcLimitHistory(UsageDatabase database, DatabaseReads reads, Incarnation own) {
		this.minutes = new MinuteTable(database);
		this.reads = reads;
		this.own = own;
	}

	@Override
	public CompletionStage<List<CountedMinute>> since(Instant from) {
		return this.reads.ask(() -> List.copyOf(this.minutes.countedSince(from, this.own.name())));
	}

}
