package io.apipool.definition;

import java.util.Map;

/**
 * Where whole pools come from besides the configuration: the tenants of a table, say. A
 * bean of this type is asked at the start and at each refresh; a pool that it names no
 * more is closed. What it answers is checked like what is written below
 * {@code apipool.pools}, and whatever of a pool is as {@link PoolDefinition#of(String)}
 * has it is as if it were not written.
 */
@FunctionalInterface
public interface PoolDefinitionSource {

	/**
	 * Returns the pools as they are to be now. Called while the application starts, and
	 * in a refresh, which waits for it.
	 * @return the pools by name, all of them; where it throws, the start fails, and a
	 * refresh is refused
	 */
	Map<String, PoolDefinition> definitions();

}
