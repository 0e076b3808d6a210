package io.apipool.limit;

import java.util.List;

import io.apipool.definition.LimitDefinition;

/**
 * The limits of all buckets that are defined alike. Has no state of its own.
 *
 * @param definitions the limits as they were written
 * @param limits what counts for them
 * @param models those of each model's entry, by its index
 */
record LimitSet(List<LimitDefinition> definitions, List<Limit> limits, List<LimitSet> models) {

	static final LimitSet NONE = new LimitSet(List.of(), List.of(), List.of());

	static LimitSet create(ScopeDefinition definition, WallClock clock) {
		LimitFactory factory = new LimitFactory(definition.share(), definition.marginCap(), clock);
		List<LimitSet> models = definition.models()
			.stream()
			.map((limits) -> create(limits, factory, List.of()))
			.toList();
		return create(definition.limits(), factory, models);
	}

	private static LimitSet create(List<LimitDefinition> definitions, LimitFactory factory, List<LimitSet> models) {
		return new LimitSet(List.copyOf(definitions), factory.create(definitions, Bucket.HEADER), models);
	}

	/**
	 * Returns how many cells a bucket has.
	 * @return the number
	 */
	int cells() {
		return this.limits.isEmpty() ? Bucket.HEADER : this.limits.get(this.limits.size() - 1).end();
	}

}
