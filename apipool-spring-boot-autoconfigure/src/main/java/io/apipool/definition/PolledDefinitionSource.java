package io.apipool.definition;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * Where a pool's keys come from besides the configuration: a table, a vault, another
 * service. A bean of this type is asked at the start and then every
 * {@code refresh-interval} of its pool; what it answers are all keys that it has. Several
 * sources of one pool unite by the id of the key.
 */
public interface PolledDefinitionSource {

	/**
	 * Returns whose keys they are.
	 * @return the pool's name; a pool that is configured nowhere has every default
	 */
	String pool();

	/**
	 * Fetches the keys. Called on a thread that may wait, and not again before it has
	 * answered or the pool's {@code call-timeout} has passed: then it is cancelled.
	 * @return the future keys, all of them; what it fails with is logged by its class
	 * alone, and the keys stay as they were
	 */
	CompletionStage<List<KeyDefinition>> fetch();

	/**
	 * Returns a source that blocks while it fetches.
	 * @param pool the pool's name
	 * @param keys fetches the keys; {@link KeyDefinition#of(String)} makes one of a bare
	 * secret
	 * @return the source
	 */
	static PolledDefinitionSource of(String pool, Callable<List<KeyDefinition>> keys) {
		return new CalledDefinitionSource(pool, keys);
	}

}
