package io.apipool.pool;

import io.apipool.CallOutcome;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.Need;

/**
 * What each outcome means for permits and for trying again.
 */
final class OutcomeEffects {

	private OutcomeEffects() {
	}

	/**
	 * Returns what stays counted.
	 * @param need what was reserved
	 * @param sent whether the provider may have seen the request
	 */
	static Need used(CallOutcome outcome, Need need, boolean sent) {
		if (outcome instanceof CallOutcome.Succeeded succeeded) {
			return used(need, succeeded);
		}
		if (outcome instanceof CallOutcome.KeyRejected || outcome instanceof CallOutcome.OutOfCredit) {
			return Need.NONE;
		}
		if (outcome instanceof CallOutcome.Overloaded) {
			return need;
		}
		if (outcome instanceof CallOutcome.Failed || outcome instanceof CallOutcome.Cancelled) {
			return sent ? need : Need.NONE;
		}
		return requestsOf(need);
	}

	private static Need used(Need need, CallOutcome.Succeeded succeeded) {
		if (succeeded.usage().units().isEmpty()) {
			return need;
		}
		Need used = need;
		for (var unit : succeeded.usage().units().entrySet()) {
			used = used.with(unit.getKey(), Need.millionths(unit.getValue()));
		}
		return used;
	}

	private static Need requestsOf(Need need) {
		return (need.size() == 1 && need.of(LimitDefinition.REQUESTS) > 0) ? need
				: Need.NONE.with(LimitDefinition.REQUESTS, need.of(LimitDefinition.REQUESTS));
	}

	/**
	 * Tells whether the provider may count the call only after it has ended.
	 */
	static boolean mayLackAnAnswer(CallOutcome outcome) {
		return outcome instanceof CallOutcome.Failed || outcome instanceof CallOutcome.Cancelled;
	}

	/**
	 * Tells whether the provider did nothing, so that another key may be tried.
	 */
	static boolean didNothing(CallOutcome outcome) {
		return outcome instanceof CallOutcome.Throttled || outcome instanceof CallOutcome.QuotaExhausted
				|| outcome instanceof CallOutcome.OutOfCredit || outcome instanceof CallOutcome.KeyRejected
				|| outcome instanceof CallOutcome.Overloaded;
	}

}
