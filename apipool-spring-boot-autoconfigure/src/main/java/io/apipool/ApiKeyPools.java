package io.apipool;

import java.util.Set;

/**
 * All pools of the application, in the order of the configuration. A bean.
 */
public interface ApiKeyPools extends Iterable<ApiKeyPool> {

	/**
	 * Returns the pool of that name.
	 * @param name the pool's name
	 * @return the pool
	 * @throws UnknownPoolException if there is none; its message lists the names there
	 * are
	 */
	ApiKeyPool get(String name);

	/**
	 * Returns the names of all pools.
	 * @return the names, in the order of the configuration
	 */
	Set<String> names();

}
