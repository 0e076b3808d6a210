package io.apipool.pool;

import java.util.Objects;

import io.apipool.CallOutcome;
import io.apipool.OutcomeWords;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.Need;
import io.apipool.limit.PermitStore;

/**
 * Starts and ends leases: permits are settled, states learn, listeners are told, waiting
 * calls are woken.
 */
final class Leases {

	private final PoolCore core;

	private final PermitStore store;

	private final Consequences consequences;

	Leases(PoolCore core) {
		this.core = core;
		this.store = core.surroundings().store();
		this.consequences = new Consequences(core);
	}

	/**
	 * A lease was granted.
	 */
	void begin(Lease lease) {
		lease.granted();
		lease.seat().entry().granted();
		this.core.listeners().leased(lease);
		Ask ask = lease.is(Lease.SHADOW) ? lease.ask() : null;
		LimitDefinition passed = (ask != null) ? ask.passed() : null;
		if (passed != null) {
			this.core.listeners().tell((listener) -> listener.shadowed(lease, passed.text()));
		}
	}

	void sent(Lease lease) {
		if (!lease.is(Lease.ENDED)) {
			Lease payer = lease.payer();
			payer.flag(Lease.SENT);
			this.store.sent(payer, this.core.now());
			if (lease.is(Lease.HELD)) {
				lease.renew();
			}
		}
	}

	/**
	 * An attempt starts only now: the provider counts it from here.
	 */
	void started(Lease lease) {
		long now = this.core.now();
		if (now > lease.since() && !lease.is(Lease.ENDED)) {
			this.store.sent(lease.payer(), now);
		}
	}

	/**
	 * A lease that the application holds gave no sign of life.
	 */
	void expire(Lease lease) {
		if (lease.expire()) {
			this.store.release(lease, this.core.now());
			lease.seat().entry().expired();
			leaveClients(lease);
			this.core.search().leave(lease);
			freed(lease);
		}
	}

	/**
	 * A lease was granted to a call that had gone: as if it had never been.
	 */
	void giveBack(Lease lease) {
		if (lease.flag(Lease.ENDED)) {
			this.store.settle(lease, Need.NONE, this.core.now());
			release(lease);
		}
	}

	/**
	 * A lease has ended. What it holds is given back now, or by the last of the calls
	 * inside it that go on.
	 */
	void end(Lease lease, CallOutcome said) {
		long now = this.core.now();
		CallOutcome reported = lease.told().reported();
		CallOutcome outcome = (reported != null) ? reported : Pricing.priced(lease, said);
		boolean callsInside = lease.hasCallsInside();
		try {
			if (!callsInside) {
				settle(lease, outcome, now);
			}
			if (reported == null) {
				this.consequences.apply(lease, outcome, now);
				report(lease, outcome);
			}
		}
		finally {
			if (callsInside) {
				freed(lease);
				handOver(lease, outcome, now);
			}
			else {
				release(lease);
			}
		}
		if (!lease.is(Lease.COVERED) && this.core.listeners().hearEnds()) {
			this.core.listeners().ended(lease, outcome, Counted.of(lease, outcome), now);
		}
	}

	private void handOver(Lease lease, CallOutcome outcome, long now) {
		lease.startAsk().tell((told) -> told.ended(outcome));
		if (!lease.handOver()) {
			settle(lease, outcome, now);
			release(lease);
		}
	}

	/**
	 * A call inside another one is over, though it may never have got a lease.
	 */
	void leave(ResolvedPlan plan) {
		Lease around = plan.around();
		if (around != null && around.leave()) {
			settle(around, Objects.requireNonNull(around.told().end()), this.core.now());
			release(around);
		}
	}

	/**
	 * Gives back the permits that an outcome does not keep, and the slots.
	 */
	private void settle(Lease lease, CallOutcome outcome, long now) {
		if (lease.is(Lease.COVERED)) {
			return;
		}
		Need need = lease.plan().need();
		Need used = OutcomeEffects.used(outcome, need, lease.is(Lease.SENT));
		if (OutcomeEffects.mayLackAnAnswer(outcome)) {
			lease.flag(Lease.UNANSWERED);
		}
		if (outcome instanceof CallOutcome.Throttled || outcome instanceof CallOutcome.QuotaExhausted) {
			lease.flag(Lease.THROTTLED);
		}
		TokensAtEnd.settle(this.store, lease, used, now);
		if (lease.is(Lease.HELD)) {
			this.core.held().remove(lease);
		}
		lease.seat().entry().ended(OutcomeWords.index(outcome), lease.is(Lease.EXPIRED));
		if (used != need && this.core.listeners().hearSettlements()) {
			tellSettled(lease, need, used);
		}
		if (outcome instanceof CallOutcome.Succeeded succeeded && !lease.plan().setup().estimated().isEmpty()) {
			this.core.estimates().learn(lease.plan(), succeeded.usage());
		}
	}

	/**
	 * Lets others in: where the lease was the one call that is let through, and where the
	 * lease around it waits for its last call inside.
	 */
	private void release(Lease lease) {
		leaveClients(lease);
		this.core.search().leave(lease);
		freed(lease);
		leave(lease.plan());
	}

	private void leaveClients(Lease lease) {
		if (lease.is(Lease.USES_CLIENT)) {
			lease.pooledKey().clients().leave(lease, this.core.surroundings().executor());
		}
	}

	/**
	 * Tells of each dimension that was reserved or used, also of those that went back
	 * whole.
	 */
	private void tellSettled(Lease lease, Need need, Need used) {
		Need both = used;
		for (int i = 0; i < need.size(); i++) {
			both = both.with(need.dimension(i), used.of(need.dimension(i)));
		}
		for (int i = 0; i < both.size(); i++) {
			String dimension = both.dimension(i);
			double reserved = need.of(dimension) / (double) Need.UNIT;
			double settled = used.of(dimension) / (double) Need.UNIT;
			this.core.listeners().settled(lease, dimension, reserved, settled);
		}
	}

	/**
	 * Remembers an outcome: its call may be tried again for it, and so may the call
	 * around it.
	 */
	private static void report(Lease lease, CallOutcome outcome) {
		if (outcome instanceof CallOutcome.Succeeded) {
			return;
		}
		lease.startAsk().tell((told) -> told.reported(outcome));
		boolean definite = !(outcome instanceof CallOutcome.Cancelled || outcome instanceof CallOutcome.RequestError);
		Lease around = lease.around();
		if (definite && around != null) {
			around.startAsk().tell((told) -> told.reported(outcome));
		}
	}

	/**
	 * Who waits may go now; or, where the outcome laid a rest, may wait in vain.
	 */
	private void freed(Lease lease) {
		if (lease.is(Lease.LAID_A_REST)) {
			lease.seat().group().review();
			this.core.queue().review();
			return;
		}
		lease.seat().group().freed();
		if (!this.core.queue().isEmpty()) {
			this.core.queue().wake();
		}
	}

}
