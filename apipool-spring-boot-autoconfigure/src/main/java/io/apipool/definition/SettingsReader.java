package io.apipool.definition;

import java.util.Set;

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

	/**
	 * Reads the application's own providers.
	 * @param root the place of {@code apipool}
	 * @return their names
	 */
	static Set<String> providers(Section root) {
		var providers = root.entries("providers", Set.of());
		providers.values().forEach(SettingsReader::provider);
		return providers.keySet();
	}

	private static void provider(Section provider) {
		provider.read("base-url", Values::origin);
		Section key = provider.section("key");
		key.text("header");
		key.text("prefix");
		key.text("query");
		provider.texts("headers");
		provider.word("scope", "key", "account", "project", "organisation");
		provider.limits("limits");
		provider.text("limits-source");
		provider.text("limits-date");
		provider.read("reset-zone", Values::zone);
		provider.word("tokens-counted", "start", "end");
		PoliciesReader.adaptive(provider.section("adaptive"));
		for (String later : new String[] { "announce", "rules", "tokens", "probe", "discovery" }) {
			provider.node().child(later).acceptAll();
		}
	}

}
