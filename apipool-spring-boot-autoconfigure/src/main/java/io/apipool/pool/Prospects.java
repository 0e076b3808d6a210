package io.apipool.pool;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAccumulator;

import io.apipool.limit.Need;
import io.apipool.limit.PermitPath;
import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * When a call that found no key may find one, by the instants that are known.
 */
final class Prospects {

	private final ResolvedPlan plan;

	private final Ask ask;

	private final long now;

	private final LongAccumulator known = new LongAccumulator(Math::min, PermitScope.NEVER);

	private final AtomicBoolean open = new AtomicBoolean();

	private Prospects(ResolvedPlan plan, Ask ask, long now) {
		this.plan = plan;
		this.ask = ask;
		this.now = now;
	}

	/**
	 * Returns the earliest instant that is of use to a call. A slot in flight counts as
	 * free at any time; but where another key is known to come back before the call's
	 * deadline, that is when to look again.
	 * @param deadline when the call's waiting ends
	 * @return monotonic nanoseconds: {@code now} where only something without a known
	 * instant is missing; {@link PermitScope#NEVER} where nothing known helps
	 */
	static long earliest(ResolvedPlan plan, Ask ask, long deadline, long now) {
		long at = plan.core().overloads().earliest(plan.request().model(), now);
		for (PermitPath.Shared shared : plan.setup().isShadow() ? List.<PermitPath.Shared>of() : plan.path().shared()) {
			Need need = (shared.need() != null) ? shared.need() : plan.need();
			at = Math.max(at, shared.scope().earliest(need, PermitScope.NO_MODEL, now));
		}
		Prospects prospects = new Prospects(plan, ask, now);
		prospects.look();
		return Math.max(at, prospects.key(deadline));
	}

	/**
	 * Returns an instant before which no key can be had, by the rests and the limits that
	 * have put keys out: all that is known at little cost.
	 * @return monotonic nanoseconds, {@code now} where a key may be had;
	 * {@link PermitScope#NEVER} where nothing known helps
	 */
	static long notBefore(ResolvedPlan plan, long now) {
		KeyRing ring = plan.core().ring();
		Availability lane = ring.modelLane(plan.model());
		long in = Math.max(ring.all().firstIn(now), (lane != null) ? lane.firstIn(now) : now);
		return Math.max(in, plan.core().overloads().earliest(plan.request().model(), now));
	}

	private void look() {
		Seat only = this.ask.only();
		if (only != null) {
			may(earliest(only));
			return;
		}
		KeyRing ring = this.plan.core().ring();
		Availability lane = ring.modelLane(this.plan.model());
		if (this.plan.need() != Need.REQUEST) {
			lookAtAllSeats(ring, lane);
			return;
		}
		comeback(ring.all());
		if (lane != null) {
			comeback(lane);
		}
		lookAtSeats(ring, lane);
	}

	/**
	 * Seats come back for the smallest call; one that needs more may have to wait longer.
	 */
	private void lookAtAllSeats(KeyRing ring, @Nullable Availability lane) {
		for (Seat seat : ring.seats()) {
			if (!this.ask.leavesOut(seat)) {
				long in = ring.all().comeback(seat.position(), this.now);
				long own = (lane != null) ? lane.comeback(seat.position(), this.now) : this.now;
				may(Math.max(Math.max(in, own), earliest(seat)));
			}
		}
	}

	private void lookAtSeats(KeyRing ring, @Nullable Availability lane) {
		for (int i = ring.all().first(0, lane); i >= 0; i = ring.all().first(i + 1, lane)) {
			Seat seat = ring.seats().get(i);
			if (!this.ask.leavesOut(seat)) {
				may(earliest(seat));
			}
		}
	}

	private void comeback(Availability lane) {
		may(lane.nextComeback());
		if (lane.isAnyBusy()) {
			this.open.set(true);
		}
	}

	private long earliest(Seat seat) {
		return this.plan.setup().isShadow() ? this.now
				: seat.group().scope().earliest(this.plan.need(), this.plan.model(), this.now);
	}

	private void may(long at) {
		if (at <= this.now) {
			this.open.set(true);
		}
		else {
			this.known.accumulate(at);
		}
	}

	private long key(long deadline) {
		long at = this.known.get();
		return (this.open.get() && at > deadline) ? this.now : at;
	}

}
