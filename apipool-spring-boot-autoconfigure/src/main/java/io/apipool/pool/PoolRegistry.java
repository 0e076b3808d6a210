package io.apipool.pool;

import io.apipool.ApiKeyPools;

/**
 * The pools as the rooms above see them. Internal.
 */
public interface PoolRegistry extends ApiKeyPools {

	@Override
	PooledCalls get(String name);

}
