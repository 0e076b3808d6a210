package io.apipool.benchmarks.goodput;

import java.util.Map;

/** What calls one provider as a contender does. */
interface Client extends AutoCloseable {

	/**
	 * Makes one call, waiting for a key as long as it takes.
	 * @throws Exception if there was no key or the call failed
	 */
	void call() throws Exception;

	/**
	 * Returns when requests were sent, by the call's number, where the journal was not
	 * told of grants.
	 */
	Map<String, Long> sentAt();

	@Override
	void close();

}
