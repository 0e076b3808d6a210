package io.apipool.limit;

import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;

/**
 * So many claims in flight: each holds one slot, whatever amounts it needs.
 */
final class ConcurrencyLimit implements Limit {

	private final LimitDefinition definition;

	private final long slots;

	private final int since;

	private final int inFlight;

	/**
	 * Creates a limit.
	 * @param definition its definition
	 * @param slots how many
	 * @param place where it counts
	 */
	ConcurrencyLimit(LimitDefinition definition, long slots, Cells.Place place) {
		this.definition = definition;
		this.slots = slots;
		this.since = place.first();
		this.inFlight = this.since + 1;
	}

	@Override
	public int end() {
		return this.inFlight + 1;
	}

	@Override
	public void begin(Cells cells, long since) {
		cells.set(this.since, since);
	}

	@Override
	public List<LimitDefinition> definitions() {
		return List.of(this.definition);
	}

	@Override
	public boolean admits(Cells cells, Need need, long now) {
		return !need.takesSlot() || cells.get(this.inFlight) < this.slots;
	}

	@Override
	public void take(Cells cells, Need need, long now, long key) {
		cells.add(this.inFlight, need.takesSlot() ? 1 : 0);
	}

	@Override
	public boolean release(Cells cells, Claim claim, Need need) {
		boolean held = need.takesSlot() && claim.key() > cells.get(this.since) && cells.get(this.inFlight) > 0;
		cells.add(this.inFlight, held ? -1 : 0);
		return held;
	}

	@Override
	public boolean refuses(Cells cells, int column, Need need, long now) {
		return !admits(cells, need, now);
	}

	@Override
	public long earliest(Cells cells, int column, Need need, long now) {
		return now;
	}

	@Override
	public double leftShare(Cells cells, long now) {
		return 1 - (double) cells.get(this.inFlight) / Math.max(1, this.slots);
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return need.takesSlot() && this.slots < 1;
	}

	@Override
	public LimitSnapshot snapshot(Cells cells, int column, long now) {
		long taken = cells.get(this.inFlight);
		return new LimitSnapshot(this.definition.text(), this.definition.dimension(), (double) taken,
				(double) (this.slots - taken), null);
	}

	@Override
	public void inherit(Cells cells, Limit old, Cells before, long now) {
		if (old instanceof ConcurrencyLimit other) {
			cells.set(this.inFlight, before.get(other.inFlight));
			cells.set(this.since, before.get(other.since));
		}
	}

}
