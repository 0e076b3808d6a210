package io.apipool;

/**
 * How far the recording of usage is behind.
 */
public interface UsageBacklog {

	/**
	 * Returns what waits to be written.
	 * @return rows and events
	 */
	long pending();

	/**
	 * Returns what was given up because memory is bounded.
	 * @return rows and events since the start
	 */
	long dropped();

}
