package io.apipool.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All limits of a pool.
 *
 * @param group the limits of each quota group
 * @param pool the limits of the pool as a whole
 * @param groups the limits of single groups, in place of those of each
 * @param models the models with limits of their own, first match first
 * @param share the share of every limit that is ours, above 0 and at most 1
 */
public record LimitsDefinition(List<LimitDefinition> group, List<LimitDefinition> pool,
		Map<String, List<LimitDefinition>> groups, List<ModelDefinition> models, double share) {

	/** No limits. */
	public static final LimitsDefinition NONE = new LimitsDefinition(List.of(), List.of(), Map.of(), List.of(), 1);

	public LimitsDefinition {
		group = List.copyOf(group);
		pool = List.copyOf(pool);
		groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
		models = List.copyOf(models);
	}

	/**
	 * Returns every limit, whatever it is for.
	 * @return the limits of groups, of the pool and of models
	 */
	public List<LimitDefinition> all() {
		List<LimitDefinition> all = new ArrayList<>(this.group);
		all.addAll(this.pool);
		this.groups.values().forEach(all::addAll);
		this.models.forEach((model) -> all.addAll(model.limits()));
		return all;
	}

}
