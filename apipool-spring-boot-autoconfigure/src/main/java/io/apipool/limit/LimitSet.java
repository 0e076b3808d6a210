package io.apipool.limit;

import java.util.List;
import java.util.function.Supplier;

import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The limits of all buckets that are defined alike. Has no state of its own.
 *
 * @param definitions the limits as they were written
 * @param limits what counts for them
 * @param models those of each model's entry, by its index
 * @param learning makes what counts for limits that answers tell, or null: none are
 * learnt
 */
record LimitSet(List<LimitDefinition> definitions, List<Limit> limits, List<LimitSet> models,
		@Nullable Supplier<LearntLimits> learning) {

	static final LimitSet NONE = new LimitSet(List.of(), List.of(), List.of(), null);

	static LimitSet create(ScopeDefinition definition, WallClock clock) {
		LimitFactory factory = new LimitFactory(definition.terms(), clock);
		List<LimitSet> models = definition.models()
			.stream()
			.map((limits) -> create(limits, factory, List.of()))
			.toList();
		return create(definition.limits(), factory, models);
	}

	private static LimitSet create(List<LimitDefinition> definitions, LimitFactory factory, List<LimitSet> models) {
		List<Limit> limits = factory.create(definitions, Bucket.HEADER);
		return new LimitSet(List.copyOf(definitions), limits, models, factory.learning(limits));
	}

	/**
	 * Returns how many cells a bucket has.
	 * @return the number
	 */
	int cells() {
		return this.limits.isEmpty() ? Bucket.HEADER : this.limits.get(this.limits.size() - 1).end();
	}

	/**
	 * Returns how many rings a bucket has.
	 * @return the number
	 */
	int rings() {
		return this.limits.stream().mapToInt(Limit::rings).sum();
	}

}
