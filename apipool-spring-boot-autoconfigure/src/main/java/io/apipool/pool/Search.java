package io.apipool.pool;

import java.util.Objects;

import io.apipool.LeaseBinding;
import io.apipool.limit.PermitScope;
import io.apipool.limit.PermitStore;
import io.apipool.limit.Refusal;
import io.apipool.selection.Candidate;
import io.apipool.selection.KeySelector;
import org.jspecify.annotations.Nullable;

/**
 * Finds a key that may be used now: the strategy names one, its rests let the call in or
 * put it out, its limits admit or put it out, until one does or none is left.
 * <p>
 * A key is put out of the ring for everybody only for what would refuse the smallest
 * call. What frees it may happen between the refusal and the putting out; so whoever puts
 * a key out looks again, and brings it back where something has changed.
 */
final class Search {

	private final PoolCore core;

	private final PermitStore store;

	Search(PoolCore core) {
		this.core = core;
		this.store = core.surroundings().store();
	}

	/**
	 * Tries to take a key.
	 * @param outer what is bound around the call, or null
	 * @param ask what the search must leave out, told of what it meets; or null
	 * @return the lease, or null
	 */
	@Nullable Lease tryLease(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, @Nullable Ask ask, long now) {
		Lease lease = tryPresent(plan, outer, ask, now);
		return (lease == null || isPresent(lease)) ? lease : tryAnew(lease, outer, ask, now);
	}

	/**
	 * Tells whether a lease was granted before keys came or went, or the pool was defined
	 * anew: what it took is what counts now. Whoever may use one key alone holds it
	 * already.
	 */
	@SuppressWarnings("ReferenceEquality")
	private boolean isPresent(Lease lease) {
		KeyRing ring = this.core.ring();
		Ask ask = lease.ask();
		return (lease.seat().ring() == ring || (ask != null && ask.only() != null))
				&& lease.plan().setup() == ring.setup();
	}

	private @Nullable Lease tryAnew(Lease outdated, LeaseBinding.@Nullable Scope outer, @Nullable Ask ask, long now) {
		this.core.queue().afterPass(() -> this.core.leases().giveBack(outdated));
		Ask next = (ask != null && ask.only() != null) ? ask.again() : ask;
		return tryLease(outdated.plan().current(), outer, next, now);
	}

	private @Nullable Lease tryPresent(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, @Nullable Ask ask,
			long now) {
		return plan.setup().isShadow() ? tryShadow(plan, outer, (ask != null) ? ask : Ask.any(), now)
				: granted(new Lease(plan, outer, ask), now);
	}

	/**
	 * Tries to take a key within its limits, and if only limits refuse one, beyond them.
	 */
	private @Nullable Lease tryShadow(ResolvedPlan plan, LeaseBinding.@Nullable Scope outer, Ask ask, long now) {
		Lease within = granted(new Lease(plan, outer, ask.again()), now);
		if (within != null) {
			return within;
		}
		Lease beyond = new Lease(plan, outer, ask);
		beyond.flag(Lease.SHADOW);
		return granted(beyond, now);
	}

	private @Nullable Lease granted(Lease lease, long now) {
		ResolvedPlan plan = lease.plan();
		Ask ask = lease.ask();
		String model = plan.request().model();
		if (!lease.isNested() && this.core.overloads().enter(lease, model, now) != Rest.ENTERED) {
			if (ask != null) {
				ask.closed(this.core.overloads().isForModelAlone(model));
			}
			leave(lease);
			return null;
		}
		KeyRing ring = this.core.ring();
		ring.sweep(plan.model(), now);
		this.core.day().look(ring, now);
		boolean granted = false;
		try {
			granted = this.store.admit(lease, now);
		}
		finally {
			if (!granted) {
				leave(lease);
			}
			this.core.states().tell();
		}
		return granted ? lease : null;
	}

	@Nullable Seat next(Lease lease) {
		Ask ask = lease.ask();
		if (ask != null && ask.only() != null) {
			return nextOnly(lease, ask, ask.only());
		}
		while (true) {
			Seat seat = named(lease);
			if (seat == null) {
				return null;
			}
			lease.tries(seat);
			if (isCalm(seat, lease.plan().model()) || enter(lease, seat)) {
				return seat;
			}
			lease.startAsk().name(seat);
		}
	}

	private static @Nullable Seat nextOnly(Lease lease, Ask ask, Seat only) {
		lease.tries(only);
		return ask.name(only) ? only : null;
	}

	/**
	 * Asks the strategy. A key that it may not name would be a key of another pool, or
	 * one that it goes on naming for ever.
	 */
	private @Nullable Seat named(Lease lease) {
		KeyRing ring = this.core.ring();
		int model = lease.plan().model();
		Ask ask = lease.ask();
		long[] without = (ask != null) ? ask.without(ring) : null;
		SeatCandidates candidates = (without != null) ? new SeatCandidates(ring, model, without)
				: ring.candidates(model);
		KeySelector selector = ring.selector();
		Candidate next = selector.next(candidates, lease.request());
		if (next == null) {
			return null;
		}
		if (next instanceof Seat seat && seat.ring() == ring && (ask == null || !ask.excludes(seat))) {
			return seat;
		}
		throw new IllegalStateException(
				selector.getClass().getName() + " named " + next + ", which is none of the candidates it was given");
	}

	private static boolean isCalm(Seat seat, int model) {
		KeyEntry entry = seat.entry();
		QuotaGroup group = seat.group();
		return entry.operator() == null && entry.rest().isNone() && group.rest().isNone()
				&& (model == PermitScope.NO_MODEL || group.rest(model).isNone());
	}

	private boolean enter(Lease lease, Seat seat) {
		long now = this.core.now();
		KeyEntry entry = seat.entry();
		int model = lease.plan().model();
		boolean entered = enabled(seat, now) && enter(lease, seat, entry.rest(), PermitScope.NO_MODEL)
				&& enter(lease, seat, seat.group().rest(), PermitScope.NO_MODEL)
				&& (model == PermitScope.NO_MODEL || enter(lease, seat, seat.group().rest(model), model));
		if (!entered) {
			leave(lease, seat);
		}
		return entered;
	}

	private static boolean enabled(Seat seat, long now) {
		OperatorSwitch operator = seat.entry().operator();
		if (operator == null) {
			return true;
		}
		if (operator.until() <= now) {
			seat.entry().operator(null);
			seat.ring().core().states().note(seat.entry());
			return true;
		}
		seat.out(PermitScope.NO_MODEL, operator.until());
		if (!operator.equals(seat.entry().operator())) {
			seat.comeBack();
		}
		return false;
	}

	private boolean enter(Lease lease, Seat seat, Rest rest, int lane) {
		RestState seen = rest.state();
		long until = rest.enter(lease, this.core.now());
		if (until == Rest.ENTERED) {
			if (seen != null) {
				this.core.states().note(seat.group());
			}
			return true;
		}
		if (until == Rest.BUSY) {
			seat.outBusy(lane);
		}
		else {
			seat.out(lane, until);
		}
		boolean changed = (until == Rest.BUSY) ? !rest.turnsAway() : !Objects.equals(rest.state(), seen);
		if (changed) {
			seat.comeBack();
		}
		return false;
	}

	/**
	 * Gives up all that a call has entered.
	 */
	void leave(Lease lease) {
		Seat seat = lease.seatOrNull();
		if (seat != null) {
			leave(lease, seat);
		}
		if (this.core.overloads().leave(lease, lease.request().model())) {
			this.core.queue().wake();
		}
	}

	private void leave(Lease lease, Seat seat) {
		QuotaGroup group = seat.group();
		int model = lease.plan().model();
		boolean leftKey = seat.entry().rest().leave(lease);
		boolean leftGroup = group.rest().leave(lease);
		boolean leftModel = model != PermitScope.NO_MODEL && group.rest(model).leave(lease);
		if (leftKey || leftGroup || leftModel) {
			this.core.queue().afterPass(group::freed);
		}
	}

	void refused(Lease lease, Refusal refusal) {
		lease.startAsk().refused(refusal);
		Seat seat = lease.seatOrNull();
		if (seat == null || refusal.scope() != seat.group().scope()) {
			return;
		}
		seat.group().putOut();
		if (lease.startAsk().name(seat)) {
			leave(lease, seat);
			if (!lease.plan().setup().isShadow()) {
				seat.out(refusal, lease.plan().model(), this.core.now());
			}
		}
	}

}
