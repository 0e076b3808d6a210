package io.apipool;

import java.util.concurrent.CompletionStage;

/**
 * Tells with a cheap call of its own whether a key works. A bean of the application comes
 * before what is known of the provider; the first that supports the pool is asked.
 */
public interface KeyProbe {

	/**
	 * Tells whether keys of a pool can be probed.
	 * @param pool the pool's name
	 * @return whether they can
	 */
	boolean supports(String pool);

	/**
	 * Calls the provider with a key. The permit of one request is taken for it.
	 * @param pool the pool's name
	 * @param key the key
	 * @return what the answer means; a failed stage is classified like any exception
	 */
	CompletionStage<CallOutcome> probe(String pool, ApiKey key);

}
