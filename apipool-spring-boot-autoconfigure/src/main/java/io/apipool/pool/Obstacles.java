package io.apipool.pool;

import java.util.LinkedHashSet;
import java.util.Set;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;
import io.apipool.limit.Need;
import io.apipool.limit.PermitPath;
import io.apipool.limit.PermitScope;
import io.apipool.limit.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The limits that have refused a call since it began to wait. Whoever takes nothing from
 * any of them may go before it.
 * <p>
 * Which key another call will get is not known, so a limit of one key stands for the same
 * limit of all; unless the call that waits may not use all of them: then it waits for
 * those keys alone, and the others are free to whoever comes.
 */
final class Obstacles {

	private final Set<Obstacle> limits = new LinkedHashSet<>();

	private final PermitPath path;

	private final boolean someKeys;

	/**
	 * Starts with none.
	 * @param path the scopes of the call that waits
	 * @param someKeys whether it may use some of the keys only
	 */
	Obstacles(PermitPath path, boolean someKeys) {
		this.path = path;
		this.someKeys = someKeys;
	}

	void add(Refusal refusal) {
		PermitScope scope = refusal.scope();
		boolean shared = this.path.shared().stream().anyMatch((each) -> each.scope() == scope);
		for (LimitDefinition limit : refusal.limits()) {
			boolean own = scope.limits(PermitScope.NO_MODEL).contains(limit);
			this.limits.add(new Obstacle((shared || this.someKeys) ? scope : null,
					own ? PermitScope.NO_MODEL : this.path.model(), limit));
		}
	}

	/**
	 * Tells whether a call takes from one of the limits.
	 * @param only the one key that the call may use, or null
	 */
	boolean takenBy(ResolvedPlan plan, @Nullable Seat only) {
		PermitScope key = (only != null) ? only.group().scope() : null;
		for (Obstacle obstacle : this.limits) {
			boolean anyKey = obstacle.scope == null || obstacle.scope == key;
			if (anyKey ? takes(plan, obstacle) : takes(plan, obstacle.scope, obstacle.limit)) {
				return true;
			}
		}
		return false;
	}

	private static boolean takes(ResolvedPlan plan, @Nullable PermitScope scope, LimitDefinition limit) {
		for (PermitPath.Shared shared : plan.path().shared()) {
			if (shared.scope() == scope) {
				return takes((shared.need() != null) ? shared.need() : plan.need(), limit);
			}
		}
		return false;
	}

	private static boolean takes(ResolvedPlan plan, Obstacle obstacle) {
		return (obstacle.model == PermitScope.NO_MODEL || obstacle.model == plan.model())
				&& takes(plan.need(), obstacle.limit);
	}

	private static boolean takes(Need need, LimitDefinition limit) {
		return (limit.window() instanceof LimitWindow.Concurrent) ? need.takesSlot() : need.of(limit.dimension()) > 0;
	}

	/**
	 * A limit.
	 *
	 * @param scope the scope that calls share, or null: any key's
	 * @param model whose bucket it is in
	 * @param limit the limit
	 */
	private record Obstacle(@Nullable PermitScope scope, int model, LimitDefinition limit) {
	}

}
