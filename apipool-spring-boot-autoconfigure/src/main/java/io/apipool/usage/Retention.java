package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;

import io.apipool.Timekeeper;
import io.apipool.definition.UsageDefinition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Removes old records once an hour: few at a time, with pauses, so that nobody waits for
 * a table.
 */
final class Retention {

	/** How many are removed at once. */
	static final int CHUNK = 1000;

	private static final Duration PAUSE = Duration.ofMillis(100);

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Log logger = LogFactory.getLog(Retention.class);

	private final Timekeeper timekeeper;

	private final UsageStore store;

	private final UsageDefinition.Retention retention;

	Retention(Timekeeper timekeeper, UsageStore store, UsageDefinition.Retention retention) {
		this.timekeeper = timekeeper;
		this.store = store;
		this.retention = retention;
	}

	/**
	 * Removes a chunk.
	 * @return the pause until the next
	 */
	Duration run() {
		try {
			Instant now = this.timekeeper.instant();
			int rows = this.store.removeRows(now.minus(this.retention.minutes()), CHUNK);
			int events = this.store.removeEvents(now.minus(this.retention.events()), CHUNK);
			return (Math.max(rows, events) >= CHUNK) ? PAUSE : HOUR;
		}
		catch (Exception | LinkageError ex) {
			logger.debug("Old records of usage were not removed; tried again in an hour", ex);
			return HOUR;
		}
	}

}
