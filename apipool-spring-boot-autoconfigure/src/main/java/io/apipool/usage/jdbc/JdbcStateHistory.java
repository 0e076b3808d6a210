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

	private final DatabaseReads reads;

	/**
	 * Creates a history.
	 * @param database where the states are
	 * @param reads asks for them
	 */
	public JdbcStateHistory(UsageDatabase database, DatabaseReads reads) {
		this.states = new StateTable(database);
		this.reads = reads;
	}

	@Override
	public CompletionStage<List<KeptState>> load() {
		return this.reads.ask(this.states::load);
	}

}
