package io.apipool.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.apipool.definition.GivenPools;
import io.apipool.definition.PoolDefinitionSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The application's sources of whole pools.
 */
final class PoolSources {

	private static final Log logger = LogFactory.getLog(PoolSources.class);

	private PoolSources() {
	}

	/**
	 * Asks the sources, in their order.
	 * @return what each gives
	 * @throws io.apipool.definition.InvalidDefinitionException if one fails
	 */
	static List<GivenPools> given(ListableBeanFactory beans) {
		List<GivenPools> given = new ArrayList<>();
		NamedBeans.ordered(beans, PoolDefinitionSource.class).forEach((name, source) -> given.add(given(name, source)));
		return given;
	}

	private static GivenPools given(String name, PoolDefinitionSource source) {
		try {
			return new GivenPools(name, source.definitions());
		}
		catch (RuntimeException ex) {
			logger.debug("The bean '" + name + "' could not tell its pools", ex);
			throw GivenPools.failed(name, ex);
		}
	}

}
