package io.apipool.pool;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.PoolDefinition;

/**
 * The tables of the models of all pools.
 */
final class ModelTables {

	private ModelTables() {
	}

	/**
	 * Makes the tables.
	 * @param pools the pools
	 * @param shares tells which of them have keys in groups that others may share
	 * @param known the patterns that have an index in a pool, in their order
	 * @return the tables by the pool's name
	 * @throws InvalidDefinitionException where pools that are to share a group have been
	 * running with their models in different orders
	 */
	static Map<String, ModelTable> of(Collection<PoolDefinition> pools, Predicate<PoolDefinition> shares,
			Function<PoolDefinition, List<String>> known) {
		List<PoolDefinition> sharing = pools.stream().filter(shares).toList();
		List<String> common = sharing.stream().map(known).max(Comparator.comparingInt(List::size)).orElse(List.of());
		for (PoolDefinition pool : sharing) {
			List<String> own = known.apply(pool);
			if (!common.subList(0, own.size()).equals(own)) {
				throw new InvalidDefinitionException("apipool.pools." + pool.name() + ".models", null,
						"was in use in another order than the models of the pools whose groups it is to share",
						"restart the application, or leave its keys in groups of its own");
			}
		}
		Map<String, ModelTable> tables = new LinkedHashMap<>();
		for (PoolDefinition pool : pools) {
			tables.put(pool.name(), sharing.contains(pool) ? ModelTable.of(pool, sharing, common)
					: ModelTable.of(pool, List.of(pool), known.apply(pool)));
		}
		return tables;
	}

}
