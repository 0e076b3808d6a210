package io.apipool.pool;

import java.time.Duration;
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
import org.jspecify.annotations.Nullable;

/**
 * A plan for one setup of its pool.
 */
final class ResolvedPlan {

	private final PoolSetup setup;

	private final CallPlan plan;

	private final PlannedPermits permits;

	private final PermitPath path;

	private final Need need;

	private final @Nullable Lease around;

	private ResolvedPlan(PoolSetup setup, CallPlan plan, PlannedPermits permits, @Nullable Lease around) {
		this.setup = setup;
		this.plan = plan;
		this.permits = permits;
		this.path = permits.path();
		this.need = permits.need();
		this.around = around;
	}

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
		PlannedPermits permits = new PlannedPermits(plan.limits(), path, need(setup, plan.request()));
		return new ResolvedPlan(setup, plan, permits, null);
	}

	private static Need need(PoolSetup setup, CallRequest request) {
		if (request.units().isEmpty()) {
			return Need.REQUEST;
		}
		Map<String, Double> units = new HashMap<>(request.units());
		units.putIfAbsent(LimitDefinition.REQUESTS, 1.0);
		double parts = units.getOrDefault(LimitDefinition.INPUT_TOKENS, 0.0)
				+ units.getOrDefault(LimitDefinition.OUTPUT_TOKENS, 0.0);
		if (parts > 0) {
			units.putIfAbsent(LimitDefinition.TOKENS, parts);
		}
		Double cost = Pricing.expected(setup, request);
		if (cost != null) {
			units.put(LimitDefinition.COST, cost);
		}
		return Need.of(units);
	}

	/**
	 * Returns the plan of the same call for the pool as it is defined now. What a call
	 * inside another one needs stays as it was: the call around pays for the rest.
	 */
	@SuppressWarnings("ReferenceEquality")
	ResolvedPlan current() {
		PoolSetup present = core().setup();
		if (present == this.setup) {
			return this;
		}
		ResolvedPlan renewed = of(new CallPlan(request(), limits(), itemRetries()), present);
		if (this.around == null) {
			return renewed.estimated();
		}
		return new ResolvedPlan(present, this.plan, renewed.permits.with(this.need), this.around);
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
				: new ResolvedPlan(this.setup, this.plan, this.permits.with(estimated), this.around);
	}

	/**
	 * Returns the plan of the same call inside another one.
	 * @param outer the lease of the other
	 */
	ResolvedPlan inside(Lease outer) {
		return new ResolvedPlan(this.setup, this.plan, this.permits.inside(outer), outer);
	}

	/**
	 * Returns the lease of the call that this one is inside of, or null.
	 */
	@Nullable Lease around() {
		return this.around;
	}

	/**
	 * Tells whether the call around pays for everything.
	 */
	boolean isCovered() {
		return this.around != null && this.need.isNothing() && limits().isEmpty();
	}

	PoolSetup setup() {
		return this.setup;
	}

	PoolCore core() {
		return this.setup.core();
	}

	/**
	 * Returns what a call needs.
	 */
	CallRequest request() {
		return this.plan.request();
	}

	/**
	 * Returns the named limits that are taken in the same step.
	 */
	List<NamedLimit> limits() {
		return this.permits.limits();
	}

	/**
	 * Returns the scopes that count whichever key admits.
	 */
	PermitPath path() {
		return this.path;
	}

	/**
	 * Returns what is taken of the key's group and of the pool.
	 */
	Need need() {
		return this.need;
	}

	/**
	 * Returns the index of the model's bucket, or {@link PermitScope#NO_MODEL}.
	 */
	int model() {
		return this.path.model();
	}

	int maxAttempts() {
		int own = request().maxAttempts();
		return (own > 0) ? own : this.setup.policies().retry().maxAttempts();
	}

	/**
	 * Returns how its call goes on, or null: as the pool's policies say.
	 */
	@Nullable ItemRetries itemRetries() {
		return this.plan.itemRetries();
	}

	long maxWaitNanos() {
		return Nanos.of(request().maxWait().orElse((itemRetries() != null) ? ItemRetries.MAX_WAIT : poolMaxWait()));
	}

	/**
	 * Returns how long calls wait where nothing else is said.
	 */
	Duration poolMaxWait() {
		return this.setup.definition().waiting().maxWait();
	}

	/**
	 * Returns the bound of one attempt.
	 */
	Duration timeout() {
		ItemRetries retries = itemRetries();
		return (retries != null) ? retries.timeout() : this.setup.definition().waiting().callTimeout();
	}

}
