package io.apipool.autoconfigure.definition;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes the record of usage to the annotation processor. Nobody binds or injects
 * this.
 *
 * @param flushInterval How often counts are written.
 * @param events Which attempts are recorded one by one: none, failures or all.
 * @param retention How long counts are kept.
 * @param eventsRetention How long single attempts are kept.
 * @param restoreTimeout How long the start waits for counts of an earlier run.
 * @param jdbc Where it is written.
 * @param report Daily report.
 */
record UsageProperties(@DefaultValue("10s") Duration flushInterval, @DefaultValue("failures") String events,
		@DefaultValue("400d") Duration retention, @DefaultValue("7d") Duration eventsRetention,
		@DefaultValue("2s") Duration restoreTimeout, Jdbc jdbc, Report report) {

	/**
	 * Database.
	 *
	 * @param dataSource Bean name of the data source, where there are several; by default
	 * the primary one.
	 * @param initializeSchema Whether the tables are created: embedded, always or never.
	 */
	record Jdbc(@Nullable String dataSource, @DefaultValue("embedded") String initializeSchema) {
	}

	/**
	 * Report.
	 *
	 * @param directory Where a daily report is written; none by default.
	 * @param zone Time zone of its days.
	 */
	record Report(@Nullable String directory, @DefaultValue("UTC") String zone) {
	}

}
