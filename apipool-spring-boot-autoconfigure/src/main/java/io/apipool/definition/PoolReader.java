package io.apipool.definition;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads one pool.
 */
final class PoolReader {

	private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

	private static final List<String> OVERFLOWS = List.of(WaitingDefinition.REJECT, WaitingDefinition.DROP_OLDEST);

	private PoolReader() {
	}

	static PoolDefinition read(String name, Section pool, ProviderDefaults defaults) {
		ProviderBinding target = target(pool, defaults);
		LimitsDefinition limits = defaults.limits(target.provider(), LimitsReader.read(pool));
		return new PoolDefinition(name, new KeyReader(name, pool.findings()).read(pool), sources(name, pool), target,
				pool.text("strategy").orElse(PoolDefinition.ROUND_ROBIN), limits, waiting(pool),
				PoliciesReader.read(pool, defaults.adaptive(target.provider(), limits)), pool.texts("custom"));
	}

	private static SourcesDefinition sources(String name, Section pool) {
		SourcesDefinition defaults = SourcesDefinition.defaults(name);
		return new SourcesDefinition(pool.read("env-prefix", PoolReader::variable).orElse(defaults.envPrefix()),
				pool.time("refresh-interval").orElse(defaults.refreshInterval()),
				pool.flag("allow-empty").orElse(defaults.allowEmpty()),
				pool.time("probe-interval").orElse(defaults.probeInterval()));
	}

	private static String variable(String text) {
		if (!VARIABLE.matcher(text).matches()) {
			throw new MalformedTextException(text, "is not the name of an environment variable",
					"write the whole name of the unnumbered variable, like GEMINI_API_KEY");
		}
		return text;
	}

	private static ProviderBinding target(Section pool, ProviderDefaults defaults) {
		String provider = pool.read("provider", Values::name).orElse(null);
		return new ProviderBinding(provider, pool.read("base-url", Values::origin).orElse(null),
				pool.list("http-service-groups", (text) -> text), pool.read("fallback", Values::name).orElse(null),
				defaults.tokensAtEnd(provider), defaults.resetZone(provider));
	}

	private static WaitingDefinition waiting(Section pool) {
		WaitingDefinition defaults = WaitingDefinition.DEFAULTS;
		return new WaitingDefinition(pool.timeOrZero("max-wait").orElse(defaults.maxWait()),
				pool.count("max-waiting").orElse(defaults.maxWaiting()),
				pool.read("overflow", (text) -> Values.word(text, OVERFLOWS)).orElse(defaults.overflow()),
				pool.time("call-timeout").orElse(defaults.callTimeout()),
				pool.time("stream-timeout").orElse(defaults.streamTimeout()),
				pool.time("lease-timeout").orElse(defaults.leaseTimeout()));
	}

}
