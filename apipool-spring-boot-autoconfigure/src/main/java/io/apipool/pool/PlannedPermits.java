package io.apipool.pool;

import java.util.List;

import io.apipool.definition.LimitDefinition;
import io.apipool.limit.NamedLimit;
import io.apipool.limit.Need;
import io.apipool.limit.PermitPath;
import io.apipool.limit.PermitScope;

/**
 * What a call takes.
 *
 * @param limits the named limits taken in the same step
 * @param path the scopes that count whichever key admits
 * @param need what is taken of the key's group and of the pool
 */
record PlannedPermits(List<NamedLimit> limits, PermitPath path, Need need) {

	PlannedPermits with(Need changed) {
		return new PlannedPermits(this.limits, this.path, changed);
	}

	/**
	 * Returns what a call inside another one takes by itself. The other's permit covers
	 * one request, in the limits that it took it from: not in those of another model. A
	 * named limit that the other holds is not waited for again.
	 * @param around the lease of the other
	 */
	PlannedPermits inside(Lease around) {
		int model = this.path.model();
		boolean covered = (model == PermitScope.NO_MODEL || model == around.plan().model())
				&& around.flag(Lease.COVERS);
		Need own = (covered ? this.need.with(LimitDefinition.REQUESTS, 0) : this.need).withoutSlot();
		List<NamedLimit> named = this.limits.stream().filter((limit) -> !around.holds(limit.scope())).toList();
		List<PermitPath.Shared> shared = this.path.shared()
			.stream()
			.filter((each) -> each.need() == null || !around.holds(each.scope()))
			.toList();
		return new PlannedPermits(named, new PermitPath(shared, model), own);
	}

}
