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
 * @param definition its definition
 * @param scope the limits of the pool as a whole
 * @param models its models
 * @param estimated the dimensions of tokens that its limits count
 */
record PoolSetup(PoolCore core, PoolDefinition definition, PermitScope scope, ModelTable models,
		Set<String> estimated) {

	static PoolSetup of(PoolCore core, PoolDefinition definition, PermitScope scope, ModelTable models) {
		Stream<LimitDefinition> own = Stream.of(definition.limits().group(), definition.limits().pool())
			.flatMap((limits) -> limits.stream());
		Stream<LimitDefinition> others = Stream
			.concat(definition.limits().groups().values().stream(), models.limits().stream())
			.flatMap((limits) -> limits.stream());
		Set<String> estimated = Stream.concat(own, others)
			.map(LimitDefinition::dimension)
			.filter((dimension) -> dimension.endsWith(LimitDefinition.TOKENS))
			.collect(Collectors.toUnmodifiableSet());
		return new PoolSetup(core, definition, scope, models, estimated);
	}

	PoliciesDefinition policies() {
		return this.definition.policies();
	}

}
