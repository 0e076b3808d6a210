package io.apipool;

import java.util.OptionalLong;

/**
 * A batch as listeners see it. Its numbers are those of the moment, while it runs and
 * after; they may be read from any thread.
 */
public interface RunningBatch {

	/**
	 * Returns the pool.
	 * @return its name
	 */
	String pool();

	/**
	 * Returns what its calls do.
	 * @return the operation
	 */
	String operation();

	/**
	 * Returns how many items have ended, well or not.
	 * @return items
	 */
	long done();

	/**
	 * Returns how many of them have failed.
	 * @return items
	 */
	long failed();

	/**
	 * Returns how many items there are.
	 * @return items; empty where the input does not say
	 */
	OptionalLong total();

}
