package io.apipool.pool;

import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;
import io.apipool.limit.Need;
import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * Which limit holds a call back.
 */
final class LimitReason {

	private LimitReason() {
	}

	/**
	 * Returns the first limit, other than of slots in flight, that has too little left.
	 * @param scope the scope
	 * @param model the index of the model's bucket, or {@link PermitScope#NO_MODEL}
	 * @return the limit, or null
	 */
	static @Nullable LimitDefinition of(PermitScope scope, int model, Need need, long now) {
		LimitDefinition own = first(scope, PermitScope.NO_MODEL, need, now);
		return (own != null || model == PermitScope.NO_MODEL) ? own : first(scope, model, need, now);
	}

	private static @Nullable LimitDefinition first(PermitScope scope, int model, Need need, long now) {
		List<LimitDefinition> limits = scope.limits(model);
		List<LimitSnapshot> snapshots = scope.snapshot(model, now);
		for (int i = 0; i < limits.size(); i++) {
			LimitDefinition limit = limits.get(i);
			double wanted = need.of(limit.dimension()) / (double) Need.UNIT;
			boolean slots = limit.window() instanceof LimitWindow.Concurrent;
			if (!slots && wanted > 0 && snapshots.get(i).left() < wanted) {
				return limit;
			}
		}
		return null;
	}

}
