package io.apipool.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.apipool.CallRequest;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.NamedLimit;
import io.apipool.limit.Need;
import io.apipool.limit.PermitPath;
import io.apipool.limit.PermitScope;

/**
 * A plan for one setup of its pool.
 *
 * @param setup the setup
 * @param request what a call needs
 * @param limits the named limits taken in the same step
 * @param path the scopes that count whichever key admits
 * @param need what is taken of the key's group and of the pool
 */
record ResolvedPlan(PoolSetup setup, CallRequest request, List<NamedLimit> limits, PermitPath path, Need need) {

	static ResolvedPlan of(CallPlan plan, PoolSetup setup) {
		List<PermitPath.Shared> shared = new ArrayList<>();
		for (NamedLimit limit : plan.limits()) {
			limit.scope().whenFreed(setup.core().wake());
			shared.add(new PermitPath.Shared(limit.scope(), limit.need()));
		}
		if (!setup.definition().limits().pool().isEmpty()) {
			shared.add(new PermitPath.Shared(setup.scope(), null));
		}
		PermitPath path = new PermitPath(shared, setup.models().index(plan.request().model()));
		return new ResolvedPlan(setup, plan.request(), plan.limits(), path, need(plan.request()));
	}

	private static Need need(CallRequest request) {
		if (request.units().isEmpty()) {
			return Need.REQUEST;
		}
		Map<String, Double> units = new HashMap<>(request.units());
		units.putIfAbsent(LimitDefinition.REQUESTS, 1.0);
		double parts = units.getOrDefault("input-tokens", 0.0) + units.getOrDefault("output-tokens", 0.0);
		if (parts > 0) {
			units.putIfAbsent(LimitDefinition.TOKENS, parts);
		}
		return Need.of(units);
	}

	/**
	 * Returns the same plan with what is estimated for the tokens that it does not name.
	 */
	ResolvedPlan estimated() {
		if (this.setup.estimated().isEmpty()) {
			return this;
		}
		Need estimated = this.setup.core().estimates().complete(this);
		return (estimated == this.need) ? this
				: new ResolvedPlan(this.setup, this.request, this.limits, this.path, estimated);
	}

	/**
	 * Returns what a call inside another one takes by itself. The other's permit covers
	 * one request, in the limits that it took it from: not in those of another model. A
	 * named limit that the other holds is not waited for again.
	 * @param around the lease of the other
	 */
	ResolvedPlan nested(Lease around) {
		boolean covered = (model() == PermitScope.NO_MODEL || model() == around.plan().model())
				&& around.flag(Lease.COVERS);
		Need own = (covered ? this.need.with(LimitDefinition.REQUESTS, 0) : this.need).withoutSlot();
		List<NamedLimit> named = this.limits.stream().filter((limit) -> !around.holds(limit.scope())).toList();
		List<PermitPath.Shared> shared = this.path.shared()
			.stream()
			.filter((each) -> each.need() == null || !around.holds(each.scope()))
			.toList();
		return new ResolvedPlan(this.setup, this.request, named, new PermitPath(shared, model()), own);
	}

	/**
	 * Tells whether the call around pays for everything.
	 */
	boolean isCovered() {
		return this.need.isNothing() && this.limits.isEmpty();
	}

	PoolCore core() {
		return this.setup.core();
	}

	int model() {
		return this.path.model();
	}

	int maxAttempts() {
		int own = this.request.maxAttempts();
		return (own > 0) ? own : this.setup.policies().retry().maxAttempts();
	}

	long maxWaitNanos() {
		return Nanos.of(this.request.maxWait().orElse(this.setup.definition().waiting().maxWait()));
	}

}
