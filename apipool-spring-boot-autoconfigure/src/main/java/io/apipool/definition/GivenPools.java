package io.apipool.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pools that a bean of the application gives. Internal.
 *
 * @param bean the bean's name
 * @param pools the pools by name, unchecked
 */
public record GivenPools(String bean, Map<String, PoolDefinition> pools) {

	public GivenPools {
		pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
	}

	/**
	 * Tells that a bean could not be asked. What is not ours may have put a value into
	 * its message: of that the class alone is told.
	 * @param bean the bean's name
	 * @param thrown what it threw
	 * @return the mistake
	 */
	public static InvalidDefinitionException failed(String bean, RuntimeException thrown) {
		boolean ours = thrown instanceof InvalidDefinitionException || thrown instanceof MalformedTextException;
		return new InvalidDefinitionException(place(bean), null,
				"could not tell its pools (" + (ours ? thrown.getMessage() : thrown.getClass().getName()) + ")",
				"let its definitions() answer all its pools");
	}

	static String place(String bean) {
		return "bean '" + bean + "'";
	}

	/**
	 * Returns the pools that it gives keys for.
	 * @return their names
	 */
	public Set<String> withKeys() {
		return this.pools.entrySet()
			.stream()
			.filter((pool) -> pool.getValue() != null && !pool.getValue().keys().isEmpty())
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

}
