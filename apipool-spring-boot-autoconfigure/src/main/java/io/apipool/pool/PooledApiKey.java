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

	PooledApiKey(String pool, KeyDefinition definition) {
		this.pool = pool;
		this.definition = definition;
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
