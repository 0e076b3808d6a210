package io.apipool.pool;

import io.apipool.CallOutcome;
import io.apipool.Usage;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.Need;

/**
 * What stays counted of an attempt, in the words of the door.
 */
final class Counted {

	private static final Usage NO_REQUEST = Usage.none().units(LimitDefinition.REQUESTS, 0);

	private Counted() {
	}

	/**
	 * Returns what an ended attempt leaves behind. One request is not named.
	 */
	static Usage of(Lease lease, CallOutcome outcome) {
		Need used = OutcomeEffects.used(outcome, lease.plan().need(), lease.is(Lease.SENT));
		if (used == Need.REQUEST) {
			return Usage.none();
		}
		Usage usage = (used.of(LimitDefinition.REQUESTS) == 0) ? NO_REQUEST : Usage.none();
		for (int i = 0; i < used.size(); i++) {
			boolean oneRequest = used.dimension(i).equals(LimitDefinition.REQUESTS)
					&& used.of(used.dimension(i)) == Need.UNIT;
			usage = oneRequest ? usage
					: usage.units(used.dimension(i), used.of(used.dimension(i)) / (double) Need.UNIT);
		}
		return usage;
	}

}
