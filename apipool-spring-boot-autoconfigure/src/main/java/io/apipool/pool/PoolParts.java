package io.apipool.pool;

import io.apipool.definition.PoolDefinition;
import io.apipool.limit.PermitScope;

/**
 * What is made of a pool's definition.
 *
 * @param definition the definition
 * @param scope the limits of the pool as a whole
 * @param models its models
 * @param shadow whether limits are only counted, not kept
 */
record PoolParts(PoolDefinition definition, PermitScope scope, ModelTable models, boolean shadow) {
}
