package io.apipool.definition;

import java.util.Locale;

import io.apipool.definition.UsageDefinition.Events;
import io.apipool.definition.UsageDefinition.Retention;

/**
 * Reads what is recorded of the calls.
 */
final class UsageReader {

	private UsageReader() {
	}

	static UsageDefinition read(Section usage) {
		UsageDefinition defaults = UsageDefinition.DEFAULTS;
		return new UsageDefinition(usage.time("flush-interval").orElse(defaults.flushInterval()),
				usage.word("events", "none", "failures", "all")
					.map((word) -> Events.valueOf(word.toUpperCase(Locale.ROOT)))
					.orElse(defaults.events()),
				retention(usage, defaults.retention()), usage.time("restore-timeout").orElse(defaults.restoreTimeout()),
				storage(usage, defaults.storage()));
	}

	private static Retention retention(Section usage, Retention defaults) {
		return new Retention(usage.time("retention").orElse(defaults.minutes()),
				usage.time("events-retention").orElse(defaults.events()));
	}

	private static StorageDefinition storage(Section usage, StorageDefinition defaults) {
		Section jdbc = usage.section("jdbc");
		Section report = usage.section("report");
		return new StorageDefinition(jdbc.text("data-source").orElse(defaults.dataSource()),
				jdbc.word("initialize-schema", "embedded", "always", "never").orElse(defaults.initializeSchema()),
				report.text("directory").orElse(defaults.reportDirectory()),
				report.read("zone", Values::zone).map(Object::toString).orElse(defaults.reportZone()));
	}

}
