package io.apipool.definition;

import java.time.Duration;

/**
 * What is recorded of the calls, where, and how long.
 *
 * @param flushInterval how often counts are written
 * @param events which attempts are recorded one by one
 * @param retention how long records are kept
 * @param restoreTimeout how long the start waits for what an earlier run has left
 * @param storage where records are written
 */
public record UsageDefinition(Duration flushInterval, Events events, Retention retention, Duration restoreTimeout,
		StorageDefinition storage) {

	/** What applies where nothing is configured. */
	public static final UsageDefinition DEFAULTS = new UsageDefinition(Duration.ofSeconds(10), Events.FAILURES,
			new Retention(Duration.ofDays(400), Duration.ofDays(7)), Duration.ofSeconds(2),
			new StorageDefinition(null, "embedded", null, "UTC"));

	/**
	 * Which attempts are recorded one by one.
	 */
	public enum Events {

		/** None. */
		NONE,

		/** Those that did not succeed. */
		FAILURES,

		/** All. */
		ALL

	}

	/**
	 * How long records are kept.
	 *
	 * @param minutes counts by the minute
	 * @param events single attempts
	 */
	public record Retention(Duration minutes, Duration events) {
	}

}
