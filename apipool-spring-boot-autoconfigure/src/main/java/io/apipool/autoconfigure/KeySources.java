package io.apipool.autoconfigure;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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
		IdentityHashMap<PolledDefinitionSource, String> names = new IdentityHashMap<>();
		beans.getBeansOfType(PolledDefinitionSource.class).forEach((name, source) -> names.put(source, name));
		Map<String, PolledDefinitionSource> ordered = new LinkedHashMap<>();
		beans.getBeanProvider(PolledDefinitionSource.class)
			.orderedStream()
			.forEach((source) -> ordered.put(names.getOrDefault(source, source.getClass().getSimpleName()), source));
		return ordered;
	}

	/**
	 * Returns the pools that they have keys for.
	 */
	static Set<String> pools(ListableBeanFactory beans) {
		return ordered(beans).values().stream().map(PolledDefinitionSource::pool).collect(Collectors.toSet());
	}

}
