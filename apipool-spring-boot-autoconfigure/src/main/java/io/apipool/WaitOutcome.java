package io.apipool;

/**
 * How waiting for a key ended.
 */
public enum WaitOutcome {

	/** A key was had. */
	SERVED,

	/** None was had in time. */
	REFUSED,

	/** The caller gave up. */
	CANCELLED

}
