package io.apipool.sync;

import java.util.List;
import java.util.Map;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.KeyDefinition;

import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds the keys of a pool in the environment: environment variables, system properties,
 * an imported {@code .env}, a configuration server, whatever is in it. The pool
 * {@code gemini} reads {@code GEMINI_API_KEY}, {@code GEMINI_API_KEY_1}, {@code _2}, ...
 * and {@code GEMINI_API_KEYS} (with commas), united in this order. Internal.
 */
public final class EnvironmentKeys {

	private final ConfigurableEnvironment environment;

	private final Map<String, String> annotated;

	/**
	 * Creates the finder.
	 * @param environment where to look
	 * @param annotated the pools that annotations name, and for each a method that names
	 * it
	 */
	public EnvironmentKeys(ConfigurableEnvironment environment, Map<String, String> annotated) {
		this.environment = environment;
		this.annotated = annotated;
	}

	/**
	 * Finds the keys of a pool.
	 * @param pool the pool's name
	 * @param prefix the whole name of the unnumbered variable
	 * @return the keys, at least one
	 * @throws InvalidDefinitionException where there is none, or one cannot be a key
	 */
	public DiscoveredKeys discover(String pool, String prefix) {
		return discover(pool, prefix, false);
	}

	/**
	 * Finds the keys of a pool that may have others from elsewhere.
	 * @param pool the pool's name
	 * @param prefix the whole name of the unnumbered variable
	 * @return the keys, be there none
	 * @throws InvalidDefinitionException where one cannot be a key
	 */
	public DiscoveredKeys find(String pool, String prefix) {
		return discover(pool, prefix, true);
	}

	private DiscoveredKeys discover(String pool, String prefix, boolean mayBeNone) {
		Variables variables = new Variables(this.environment.getPropertySources());
		KeyCollector collector = new KeyCollector(pool, variables);
		collector.collect(prefix, pool);
		List<String> numbers = variables.numbers(prefix);
		for (String number : numbers) {
			collector.collect(prefix + "_" + number, pool + "-" + number);
		}
		collector.collectList(prefix + "S");
		collector.warnOfGaps(prefix, numbers);
		List<KeyDefinition> keys = collector.keys();
		if (keys.isEmpty() && !mayBeNone) {
			throw noKey(pool, prefix, collector.blank());
		}
		return new DiscoveredKeys(keys, collector.names(), collector.warnings());
	}

	private InvalidDefinitionException noKey(String pool, String prefix, List<String> blank) {
		String method = this.annotated.get(pool);
		String named = (method != null) ? ", which is named by " + method : "";
		String misspelt = (method != null) ? "; or correct the pool's name there" : "";
		String found = blank.isEmpty() ? "" : " (blank: " + String.join(", ", blank) + ")";
		return new InvalidDefinitionException("apipool.pools." + pool + ".keys", null,
				"has no key for the pool '" + pool + "'" + named + "; looked there and for " + prefix + ", " + prefix
						+ "_1, " + prefix + "_2, ... and " + prefix + "S in the environment" + found,
				"list keys below apipool.pools." + pool + ".keys, or set the environment variable " + prefix + " (or "
						+ prefix + "_1, " + prefix + "_2, ... for several)" + misspelt);
	}

}
