package io.apipool;

/**
 * Records of usage that have not reached their store.
 */
public interface UsageBacklog {

	/**
	 * Returns how many records wait to be written.
	 * @return counts of a minute and single attempts together
	 */
	long pending();

	/**
	 * Returns how many records were given up because there was no room for them.
	 * @return how many since the start; it never falls
	 */
	long dropped();

}
