package io.apipool.pool;

import java.util.Map;

import io.apipool.ApiKey;
import io.apipool.definition.KeyDefinition;

/**
 * A key as it is handed out: it keeps its secret though the configuration changes.
 */
final class PooledApiKey implements ApiKey {

	private final String pool;

	private final KeyDefinition definition;

	private final KeyClients clients;

	PooledApiKey(String pool, KeyDefinition definition) {
		this.pool = pool;
		this.definition = definition;
		this.clients = new KeyClients(this);
	}

	private PooledApiKey(PooledApiKey before, KeyDefinition definition) {
		this.pool = before.pool;
		this.definition = definition;
		this.clients = before.clients;
	}

	/**
	 * Returns the key as it is defined anew. Its clients stay, if its secret does; else
	 * those of the old secret are to {@link KeyClients#retire}.
	 */
	PooledApiKey changed(KeyDefinition definition) {
		return definition.secret().equals(this.definition.secret()) ? new PooledApiKey(this, definition)
				: new PooledApiKey(this.pool, definition);
	}

	/**
	 * Returns the clients of its secret.
	 */
	KeyClients clients() {
		return this.clients;
	}

	KeyDefinition definition() {
		return this.definition;
	}

	@Override
	public String id() {
		return this.definition.id();
	}

	@Override
	public String value() {
		return this.definition.secret().value();
	}

	@Override
	public Map<String, String> metadata() {
		return this.definition.metadata();
	}

	@Override
	public String quotaGroup() {
		String group = this.definition.quotaGroup();
		return (group != null) ? group : this.definition.id();
	}

	@Override
	public String toString() {
		return this.pool + "/" + id();
	}

}
