package io.apipool.pool;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.PermitScope;

/**
 * What a pool is made of at present. Replaced whole.
 *
 * @param core the pool
 * @param parts its definition, and what that was made into
 * @param estimated the dimensions of tokens, and their cost, as far as its limits count
 * them
 */
record PoolSetup(PoolCore core, PoolParts parts, Set<String> estimated) {

	static PoolSetup of(PoolCore core, PoolParts parts) {
		Stream<LimitDefinition> ofModels = parts.models().limits().stream().flatMap((limits) -> limits.stream());
		Set<String> estimated = Stream.concat(parts.definition().limits().all().stream(), ofModels)
			.map(LimitDefinition::dimension)
			.filter((dimension) -> dimension.endsWith(LimitDefinition.TOKENS) || dimension.equals(LimitDefinition.COST))
			.collect(Collectors.toUnmodifiableSet());
		return new PoolSetup(core, parts, estimated);
	}

	PoolDefinition definition() {
		return this.parts.definition();
	}

	/**
	 * Returns the limits of the pool as a whole.
	 */
	PermitScope scope() {
		return this.parts.scope();
	}

	ModelTable models() {
		return this.parts.models();
	}

	/**
	 * Tells whether limits are only counted, not kept.
	 */
	boolean isShadow() {
		return this.parts.shadow();
	}

	PoliciesDefinition policies() {
		return definition().policies();
	}

}
