package io.apipool.client;

/**
 * Closed by a method of its own, as some vendors' clients are.
 */
interface Closing {

	void close();

}
