package io.apipool.benchmarks.call;

/**
 * What becomes of a call when it has ended.
 */
public enum Recording {

	/** Nothing. */
	NONE("io.apipool.autoconfigure.PoolMetersAutoConfiguration,io.apipool.autoconfigure.UsageAutoConfiguration"),

	/** It is counted in its minute row. */
	COUNTED("io.apipool.autoconfigure.PoolMetersAutoConfiguration"),

	/** It is counted and timed, as by default where there is Micrometer. */
	METERED("");

	private final String without;

	Recording(String without) {
		this.without = without;
	}

	String without() {
		return this.without;
	}

}
