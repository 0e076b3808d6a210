package io.apipool;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Asks a provider which limits a key has.
 */
public interface LimitDiscovery {

	/**
	 * Asks for the limits of a key. It takes no permit.
	 * @param pool the pool's name
	 * @param key the key
	 * @return the limits; none where the provider cannot be asked or said nothing
	 */
	CompletionStage<List<LearntLimit>> discover(String pool, ApiKey key);

}
