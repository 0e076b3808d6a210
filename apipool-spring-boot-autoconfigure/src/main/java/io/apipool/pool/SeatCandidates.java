package io.apipool.pool;

import java.util.List;

import io.apipool.selection.Candidate;
import io.apipool.selection.PlacedCandidates;
import org.jspecify.annotations.Nullable;

/**
 * A live view of a ring for one model, without the seats already asked.
 */
final class SeatCandidates implements PlacedCandidates {

	private final KeyRing ring;

	private final int model;

	private final @Nullable Availability lane;

	private final long @Nullable [] without;

	SeatCandidates(KeyRing ring, int model, long @Nullable [] without) {
		this.ring = ring;
		this.model = model;
		this.lane = ring.modelLane(model);
		this.without = without;
	}

	@Override
	public int size() {
		return this.ring.all().count(this.lane, this.without);
	}

	@Override
	public @Nullable Candidate get(int index) {
		return at(this.ring.all().nth(index, this.lane, this.without));
	}

	@Override
	public @Nullable Candidate from(int position) {
		return at(this.ring.all().from(position, this.lane, this.without));
	}

	@Override
	public @Nullable Candidate from(int position, long[] places) {
		return at(this.ring.all().from(position, this.lane, this.without, places));
	}

	@Override
	public long places(int word) {
		return this.ring.all().word(word, this.lane, this.without);
	}

	@Override
	public int size(long[] places) {
		return this.ring.all().count(this.lane, this.without, places);
	}

	@Override
	public List<Seat> all() {
		return this.ring.seats();
	}

	@Override
	public double remaining(Candidate candidate, long now) {
		return this.ring.seats().get(candidate.position()).group().scope().leftShare(this.model, now);
	}

	@Override
	public long now() {
		return this.ring.core().now();
	}

	private @Nullable Seat at(int position) {
		return (position >= 0) ? this.ring.seats().get(position) : null;
	}

}
