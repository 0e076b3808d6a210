package io.apipool.limit;

import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;

/**
 * So many claims in flight: each holds one slot, whatever it needs.
 */
final class ConcurrencyLimit implements Limit {

	private final LimitDefinition definition;

	private final long slots;

	private long since;

	private long inFlight;

	/**
	 * Creates a limit.
	 * @param definition its definition
	 * @param slots how many
	 * @param since the last key of claims that hold no slot here
	 */
	ConcurrencyLimit(LimitDefinition definition, long slots, long since) {
		this.definition = definition;
		this.slots = slots;
		this.since = since;
	}

	@Override
	public List<LimitDefinition> definitions() {
		return List.of(this.definition);
	}

	@Override
	public boolean admits(Need need, long now) {
		return this.inFlight < this.slots;
	}

	@Override
	public void take(long now, long key) {
		this.inFlight++;
	}

	@Override
	public boolean release(Claim claim) {
		boolean held = claim.key() > this.since && this.inFlight > 0;
		this.inFlight -= held ? 1 : 0;
		return held;
	}

	@Override
	public boolean refuses(int column, Need need, long now) {
		return this.inFlight >= this.slots;
	}

	@Override
	public long earliest(int column, Need need, long now) {
		return now;
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return this.slots < 1;
	}

	@Override
	public LimitSnapshot snapshot(int column, long now) {
		return new LimitSnapshot(this.definition.text(), this.definition.dimension(), (double) this.inFlight,
				(double) (this.slots - this.inFlight), null);
	}

	@Override
	public void inherit(Limit old, long now) {
		if (old instanceof ConcurrencyLimit other) {
			this.inFlight = other.inFlight;
			this.since = other.since;
		}
	}

}
