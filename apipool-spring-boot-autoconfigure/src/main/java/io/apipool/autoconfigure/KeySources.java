package io.apipool.autoconfigure;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.apipool.definition.PolledDefinitionSource;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The application's sources of keys.
 */
final class KeySources {

	private KeySources() {
	}

	/**
	 * Returns the sources by the names of their beans, in their order.
	 */
	static Map<String, PolledDefinitionSource> ordered(ListableBeanFactory beans) {
		return NamedBeans.ordered(beans, PolledDefinitionSource.class);
	}

	/**
	 * Returns the pools that they have keys for.
	 */
	static Set<String> pools(ListableBeanFactory beans) {
		return ordered(beans).values().stream().map(PolledDefinitionSource::pool).collect(Collectors.toSet());
	}

}
