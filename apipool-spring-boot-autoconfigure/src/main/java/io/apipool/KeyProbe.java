package io.apipool;

import java.util.concurrent.CompletionStage;

/**
 * Tells by a cheap request whether a key works. The application's own beans are asked
 * first.
 */
public interface KeyProbe {

	/**
	 * Tells whether the keys of a pool can be probed.
	 * @param pool the pool's name
	 * @return whether {@link #probe} can tell anything
	 */
	boolean supports(String pool);

	/**
	 * Probes a key. It takes no permit.
	 * @param pool the pool's name
	 * @param key the key
	 * @return how the request ended; succeeded: the key works
	 */
	CompletionStage<CallOutcome> probe(String pool, ApiKey key);

}
