package io.apipool.pool;

import io.apipool.definition.PoolDefinition;
import io.apipool.limit.PermitScope;
import io.apipool.selection.KeySelector;

/**
 * What is made of a pool's definition.
 *
 * @param definition the definition
 * @param scope the limits of the pool as a whole
 * @param models its models
 * @param shadow whether limits are only counted, not kept
 * @param selector its strategy
 * @param classification tells what exceptions mean
 */
record PoolParts(PoolDefinition definition, PermitScope scope, ModelTable models, boolean shadow, KeySelector selector,
		Classification classification) {
}
