package io.apipool.definition;

/**
 * Reads what is set for all pools. What is for later features alone is checked and let
 * go.
 */
final class SettingsReader {

	private SettingsReader() {
	}

	static SettingsDefinition read(Section root) {
		SettingsDefinition defaults = SettingsDefinition.DEFAULTS;
		root.flag("enabled");
		root.section("metrics").flag("key-tag");
		root.section("health").time("soon");
		usage(root.section("usage"));
		return new SettingsDefinition(root.text("executor").orElse(null), root.flag("shadow").orElse(defaults.shadow()),
				root.flag("observations").orElse(defaults.observations()),
				root.section("http").flag("allow-unchecked-redirects").orElse(defaults.allowUncheckedRedirects()));
	}

	private static void usage(Section usage) {
		usage.time("flush-interval");
		usage.word("events", "none", "failures", "all");
		usage.time("retention");
		usage.time("events-retention");
		usage.time("restore-timeout");
		Section jdbc = usage.section("jdbc");
		jdbc.text("data-source");
		jdbc.word("initialize-schema", "embedded", "always", "never");
		Section report = usage.section("report");
		report.text("directory");
		report.read("zone", Values::zone);
	}

}
