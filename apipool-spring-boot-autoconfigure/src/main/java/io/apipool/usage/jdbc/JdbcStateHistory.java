package io.apipool.usage.jdbc;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.apipool.KeptState;
import io.apipool.StateHistory;

/**
 * Reads what was kept of keys and groups. Internal.
 */
public final class JdbcStateHistory implements StateHistory {

	private final StateTable states;

	private final Inquiries inquiries;

	/**
	 * Creates a history.
	 * @param database where the states are
	 * @param inquiries asks for them
	 */
	public JdbcStateHistory(UsageDatabase database, Inquiries inquiries) {
		this.states = new StateTable(database);
		this.inquiries = inquiries;
	}

	@Override
	public CompletionStage<List<KeptState>> load() {
		return this.inquiries.ask(this.states::load);
	}

}
