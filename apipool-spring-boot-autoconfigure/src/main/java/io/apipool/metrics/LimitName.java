package io.apipool.metrics;

/**
 * What the gauge of a limit is told apart by.
 *
 * @param group its group
 * @param limit its text, with the models that it is for
 */
record LimitName(String group, String limit) {

	/** What stands for the group of a limit of the pool as a whole; no group has it. */
	static final String WHOLE_POOL = "*";

}
