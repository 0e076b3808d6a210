package io.apipool.selection;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Keys of about the same weight: the smallest is more than half of the largest.
 */
final class WeightClass {

	private static final int ROUND = 32;

	private final long[] places;

	private final int largest;

	private final AtomicLong due;

	private final AtomicLong cursor = new AtomicLong();

	/**
	 * Creates a class.
	 * @param keys its keys
	 * @param size how many keys the pool has
	 */
	WeightClass(List<Candidate> keys, int size) {
		this.places = Places.of(keys, size);
		this.largest = keys.stream().mapToInt(Candidate::weight).max().orElse(1);
		this.due = new AtomicLong(Double.doubleToRawLongBits(stride(keys.size()) / 2));
	}

	private double stride(int usable) {
		return 1.0 / ((double) this.largest * usable);
	}

	/**
	 * Returns when its next turn is due.
	 * @param clock when the turn before was, of whichever class
	 * @return the clock itself, where its keys were out and the time has passed
	 */
	double due(double clock) {
		return due(this.due.get(), clock);
	}

	private static double due(long bits, double clock) {
		return Math.max(clock, Double.longBitsToDouble(bits));
	}

	boolean isUsable(PlacedCandidates candidates) {
		return candidates.from((int) this.cursor.get(), this.places) != null;
	}

	/**
	 * Takes a turn, unless another thread has taken it.
	 * @param due what {@link #due} was
	 * @return whether it was taken
	 */
	boolean takesTurn(PlacedCandidates candidates, double due, double clock) {
		long seen = this.due.get();
		int usable = Math.max(1, candidates.size(this.places));
		return due(seen, clock) == due
				&& this.due.compareAndSet(seen, Double.doubleToRawLongBits(due + stride(usable)));
	}

	/**
	 * Returns the key whose turn it is.
	 * @return the key, or null: it lets this turn pass, or is gone
	 */
	@Nullable Candidate next(PlacedCandidates candidates) {
		while (true) {
			long at = this.cursor.get();
			int position = (int) at;
			Candidate found = candidates.from(position, this.places);
			if (found == null) {
				return null;
			}
			long round = (at >>> ROUND) + ((found.position() < position) ? 1 : 0);
			if (this.cursor.compareAndSet(at, (round << ROUND) | (found.position() + 1))) {
				return takes(found, round) ? found : null;
			}
		}
	}

	/**
	 * Tells whether a key takes its turn in a round: in as many of so many rounds as its
	 * weight is of the largest.
	 */
	private boolean takes(Candidate key, long round) {
		int weight = key.weight();
		return weight == this.largest || (round * weight + key.position()) % this.largest < weight;
	}

}
