package io.apipool.autoconfigure.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySource.StubPropertySource;

/**
 * All that an environment holds at one moment, as it was written. What is the same as the
 * last time binds to the same, so it need not be bound again: most events that say that
 * an environment has changed come when nothing has.
 *
 * @param sources the values by name, source by source
 */
record WrittenValues(List<Map<String, Object>> sources) {

	/** Random numbers, as Spring Cloud remembers them. */
	private static final String CACHED_RANDOM = "cachedrandom";

	/**
	 * Reads an environment.
	 * @return what it holds, or null where that cannot be told: a source cannot list its
	 * names, or has a value that may change in place
	 */
	static @Nullable WrittenValues of(MutablePropertySources environment) {
		try {
			return read(environment);
		}
		catch (IllegalStateException ex) {
			return null;
		}
	}

	private static @Nullable WrittenValues read(MutablePropertySources environment) {
		List<Map<String, Object>> sources = new ArrayList<>();
		for (PropertySource<?> source : environment) {
			if (isOfNoConsequence(source)) {
				continue;
			}
			Map<String, Object> values = (source instanceof EnumerablePropertySource<?> enumerable) ? values(enumerable)
					: null;
			if (values == null) {
				return null;
			}
			sources.add(values);
		}
		return new WrittenValues(sources);
	}

	private static boolean isOfNoConsequence(PropertySource<?> source) {
		return source instanceof StubPropertySource || source instanceof RandomValuePropertySource
				|| source.getName().equals(CACHED_RANDOM)
				|| ConfigurationPropertySources.isAttachedConfigurationPropertySource(source);
	}

	private static @Nullable Map<String, Object> values(EnumerablePropertySource<?> source) {
		Map<String, Object> values = new HashMap<>();
		for (String name : source.getPropertyNames()) {
			Object value = source.getProperty(name);
			if (value instanceof CharSequence text) {
				values.put(name, text.toString());
			}
			else if (value instanceof Number || value instanceof Boolean) {
				values.put(name, value);
			}
			else if (value != null) {
				return null;
			}
		}
		return values;
	}

	/**
	 * Says nothing of values: there are secrets among them.
	 */
	@Override
	public String toString() {
		return "what " + this.sources.size() + " sources hold";
	}

}
