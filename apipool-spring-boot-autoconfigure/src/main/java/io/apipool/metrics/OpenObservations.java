package io.apipool.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The observations of the attempts that run, and the parent of what is observed inside
 * them. Internal.
 * <p>
 * An attempt's observation is never put on a thread as its current one: leases are
 * granted on one thread, used on another and ended on a third, and a scope that is not
 * closed where it was opened would give all later work of that thread a wrong parent.
 * Instead, what is observed while a lease is bound to its thread finds its parent by that
 * lease, wherever the lease goes. It is told before handlers see it, so spans of requests
 * are children of the attempt's span. What the application observes around them inside
 * the attempt stays between the two.
 * <p>
 * A lease that is lost without an end takes its observation along.
 */
public final class OpenObservations implements ObservationPredicate {

	private final Map<KeyLease, Observation> open = Collections.synchronizedMap(new WeakHashMap<>());

	/**
	 * Lets everything be observed, with its right parent.
	 */
	@Override
	public boolean test(String name, Observation.Context context) {
		Observation around = this.open.isEmpty() ? null : current();
		if (around != null && isOutside(context, around)) {
			context.setParentObservation(around);
		}
		return true;
	}

	void add(KeyLease lease, Observation observation) {
		this.open.put(lease, observation);
	}

	@Nullable Observation remove(KeyLease lease) {
		return this.open.remove(lease);
	}

	/**
	 * Tells whether a parent is not already inside the attempt.
	 */
	private static boolean isOutside(Observation.Context context, Observation around) {
		return context.getParentObservation() == null
				|| context.getParentObservation() == around.getContextView().getParentObservation();
	}

	private @Nullable Observation current() {
		LeaseBinding.Scope scope = LeaseBinding.ofThread().scope();
		while (scope != null) {
			Observation observation = this.open.get(scope.lease());
			if (observation != null) {
				return observation;
			}
			scope = scope.outer();
		}
		return null;
	}

}
