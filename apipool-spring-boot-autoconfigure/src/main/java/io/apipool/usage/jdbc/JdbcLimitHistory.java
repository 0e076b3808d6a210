package io.apipool.usage.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.apipool.CountedMinute;
import io.apipool.LimitHistory;

/**
 * Reads from the minute rows what the quota groups have used. Internal.
 */
public final class JdbcLimitHistory implements LimitHistory {

	private final MinuteTable minutes;

	private final Inquiries inquiries;

	/**
	 * Creates a history.
	 * @param database where the rows are
	 * @param inquiries asks for them
	 */
	public JdbcLimitHistory(UsageDatabase database, Inquiries inquiries) {
		this.minutes = new MinuteTable(database);
		this.inquiries = inquiries;
	}

	@Override
	public CompletionStage<List<CountedMinute>> since(Instant from) {
		return this.inquiries.ask(() -> List.copyOf(this.minutes.countedSince(from)));
	}

}
