package io.apipool.benchmarks.goodput;

import java.util.Map;

/** A contestant that is ready to call one provider. */
interface Participant extends AutoCloseable {

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
