package io.apipool.definition;

/**
 * Reads what is set for all pools.
 */
final class SettingsReader {

	private SettingsReader() {
	}

	static SettingsDefinition read(Section root) {
		SettingsDefinition defaults = SettingsDefinition.DEFAULTS;
		root.flag("enabled");
		return new SettingsDefinition(root.text("executor").orElse(null), root.flag("shadow").orElse(defaults.shadow()),
				root.section("http").flag("allow-unchecked-redirects").orElse(defaults.allowUncheckedRedirects()),
				operations(root, defaults.operations()));
	}

	private static OperationsDefinition operations(Section root, OperationsDefinition defaults) {
		return new OperationsDefinition(root.flag("observations").orElse(defaults.observations()),
				root.section("metrics").flag("key-tag").orElse(defaults.keyTag()),
				root.section("health").time("soon").orElse(defaults.healthSoon()),
				UsageReader.read(root.section("usage")));
	}

}
