package io.apipool.pool;

import java.util.Map;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;
import io.apipool.limit.Need;
import io.apipool.limit.PermitScope;
import io.apipool.limit.Refusal;
import io.apipool.selection.Candidate;

/**
 * A key's place in a ring, and the key as it was when the ring was made: whoever uses a
 * ring sees all keys as they were at one moment.
 */
final class Seat implements Candidate {

	private final KeyRing ring;

	private final int position;

	private final KeyEntry entry;

	private final PooledApiKey key;

	private final QuotaGroup group;

	Seat(KeyRing ring, int position, KeyEntry entry) {
		this.ring = ring;
		this.position = position;
		this.entry = entry;
		this.key = entry.key();
		this.group = entry.group();
	}

	KeyRing ring() {
		return this.ring;
	}

	KeyEntry entry() {
		return this.entry;
	}

	/**
	 * Returns the key as it was when the ring was made.
	 */
	PooledApiKey key() {
		return this.key;
	}

	QuotaGroup group() {
		return this.group;
	}

	/**
	 * Puts the seat out until an instant.
	 * @param model out for calls of this model alone, or {@link PermitScope#NO_MODEL}
	 * @param until monotonic nanoseconds, or {@link Availability#NEVER}
	 */
	void out(int model, long until) {
		this.ring.lane(model).out(this.position, until);
		group().putOut();
	}

	/**
	 * Puts the seat out until a call that holds it ends.
	 */
	void outBusy(int model) {
		this.ring.lane(model).outBusy(this.position);
		group().putOut();
	}

	/**
	 * Puts the seat out for everybody that its scope would refuse as it refused a call,
	 * unless something came back since.
	 * @param model the call's model, or {@link PermitScope#NO_MODEL}
	 */
	void out(Refusal refusal, int model, long now) {
		PermitScope scope = refusal.scope();
		long group = scope.earliestForAll(Need.REQUEST, now);
		long own = (model == PermitScope.NO_MODEL) ? now : scope.earliest(Need.REQUEST, model, now);
		if (group > now) {
			out(PermitScope.NO_MODEL, group);
		}
		else if (own > now) {
			out(model, own);
		}
		else if (refusal.limits().stream().anyMatch(Seat::countsSlots)) {
			boolean groups = scope.limits(PermitScope.NO_MODEL)
				.stream()
				.anyMatch((limit) -> countsSlots(limit) && refusal.limits().contains(limit));
			outBusy(groups ? PermitScope.NO_MODEL : model);
		}
		if (scope.version() != refusal.version()) {
			comeBack();
		}
	}

	private static boolean countsSlots(LimitDefinition limit) {
		return limit.window() instanceof LimitWindow.Concurrent;
	}

	void in() {
		this.ring.in(this.position);
	}

	/**
	 * Brings the seat back after it was put out for what was true no more: who was woken
	 * by the change, and came too early, is woken again.
	 */
	void comeBack() {
		in();
		this.ring.wake();
	}

	@Override
	public String id() {
		return this.key.id();
	}

	@Override
	public int position() {
		return this.position;
	}

	@Override
	public int weight() {
		return this.key.definition().weight();
	}

	@Override
	public int tier() {
		return this.key.definition().tier();
	}

	@Override
	public Map<String, String> metadata() {
		return this.key.definition().metadata();
	}

	@Override
	public int inFlight() {
		return this.entry.inFlight();
	}

	@Override
	public long calls() {
		return this.entry.calls();
	}

	@Override
	public long callsToday() {
		return this.entry.callsOn(this.ring.core().day().number());
	}

	@Override
	public String toString() {
		return this.key.toString();
	}

}
