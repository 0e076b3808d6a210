package io.apipool.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The keys of one pool from several sources, united by their ids: the first source wins.
 * Internal.
 */
public final class KeyUnion {

	private final PoolDefinition pool;

	private final Consumer<String> mistakes;

	private final List<KeyDefinition> keys = new ArrayList<>();

	private final Map<String, String> sources = new HashMap<>();

	private final Map<Secret, String> ids = new HashMap<>();

	/**
	 * Starts with the keys that are configured.
	 * @param pool the pool as it is configured
	 * @param mistakes is told of ids and secrets that two sources define differently
	 */
	public KeyUnion(PoolDefinition pool, Consumer<String> mistakes) {
		this.pool = pool;
		this.mistakes = mistakes;
		pool.keys().forEach((key) -> put(key, "the configuration"));
	}

	/**
	 * Adds the keys of a source.
	 * @param source its name, for messages
	 * @param answered its keys
	 * @throws InvalidDefinitionException where one cannot be a key
	 */
	public void add(String source, List<KeyDefinition> answered) {
		for (KeyDefinition given : answered) {
			String same = this.ids.get(given.secret());
			if (same == null) {
				add(source, given);
			}
			else if (!given.id().isEmpty() && !given.id().equals(same)) {
				this.mistakes.accept("pool " + this.pool.name() + ": the secret of '" + given.id() + "' from " + source
						+ " is already there as '" + same + "' from " + this.sources.get(same) + ", which is kept");
			}
			else {
				compare(source, given.withId(same));
			}
		}
	}

	private void add(String source, KeyDefinition given) {
		KeyDefinition key = KeyIds.checked(this.pool.name(), given, this.sources.keySet());
		if (this.sources.containsKey(key.id())) {
			compare(source, key);
		}
		else {
			put(key, source);
		}
	}

	private void compare(String source, KeyDefinition key) {
		if (!this.keys.contains(key)) {
			this.mistakes.accept("pool " + this.pool.name() + ": the key '" + key.id() + "' is defined differently by "
					+ this.sources.get(key.id()) + ", which is kept, and by " + source);
		}
	}

	private void put(KeyDefinition key, String source) {
		this.keys.add(key);
		this.sources.put(key.id(), source);
		this.ids.put(key.secret(), key.id());
	}

	/**
	 * Returns the pool with all keys.
	 * @return the pool, which may have none
	 */
	public PoolDefinition united() {
		return this.pool.withKeys(this.keys);
	}

}
