package io.apipool.usage;

import java.util.Map;

import io.apipool.ApiKey;

/**
 * A key; told from others by identity, as those of pools are.
 */
final class TestKey implements ApiKey {

	private final String id;

	private final String value;

	private final Map<String, String> metadata;

	TestKey(String id, String value, Map<String, String> metadata) {
		this.id = id;
		this.value = value;
		this.metadata = metadata;
	}

	static TestKey of(String id) {
		return new TestKey(id, "secret-of-" + id, Map.of());
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public String value() {
		return this.value;
	}

	@Override
	public Map<String, String> metadata() {
		return this.metadata;
	}

	@Override
	public String quotaGroup() {
		return "group-" + this.id;
	}

}
