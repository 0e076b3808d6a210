package io.apipool.pool;

import java.util.List;

import io.apipool.CallRequest;
import io.apipool.limit.NamedLimit;
import org.jspecify.annotations.Nullable;

/**
 * What every call of one place has in common, worked out once and again only when the
 * pool's definition has changed. Internal.
 */
public final class CallPlan {

	private final CallRequest request;

	private final List<NamedLimit> limits;

	private final @Nullable ItemRetries retries;

	private volatile @Nullable ResolvedPlan resolved;

	CallPlan(CallRequest request, List<NamedLimit> limits) {
		this(request, limits, null);
	}

	CallPlan(CallRequest request, List<NamedLimit> limits, @Nullable ItemRetries retries) {
		this.request = request;
		this.limits = List.copyOf(limits);
		this.retries = retries;
	}

	/**
	 * Returns what a call needs.
	 * @return the request
	 */
	public CallRequest request() {
		return this.request;
	}

	List<NamedLimit> limits() {
		return this.limits;
	}

	/**
	 * Returns how its calls go on, or null: as the pool's policies say.
	 */
	@Nullable ItemRetries itemRetries() {
		return this.retries;
	}

	/**
	 * Returns the plan for a setup, the very one: comparing by value would cost more than
	 * working it out.
	 */
	@SuppressWarnings("ReferenceEquality")
	ResolvedPlan resolved(PoolSetup setup) {
		ResolvedPlan plan = this.resolved;
		if (plan == null || plan.setup() != setup) {
			plan = ResolvedPlan.of(this, setup);
			this.resolved = plan;
		}
		return plan;
	}

}
