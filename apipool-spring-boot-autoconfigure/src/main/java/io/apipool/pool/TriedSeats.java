package io.apipool.pool;

import java.util.Set;

/**
 * The seats of one ring that a search does not name, or not again.
 */
final class TriedSeats {

	private final KeyRing ring;

	private final long[] bits;

	/**
	 * Starts a search.
	 * @param leftOut the keys that it shall not name
	 */
	TriedSeats(KeyRing ring, Set<KeyEntry> leftOut) {
		this.ring = ring;
		this.bits = new long[(ring.size() + 63) >>> 6];
		if (!leftOut.isEmpty()) {
			ring.seats().stream().filter((seat) -> leftOut.contains(seat.entry())).forEach(this::add);
		}
	}

	boolean isOf(KeyRing ring) {
		return this.ring == ring;
	}

	void add(Seat seat) {
		this.bits[seat.position() >>> 6] |= 1L << seat.position();
	}

	boolean contains(Seat seat) {
		return (this.bits[seat.position() >>> 6] & 1L << seat.position()) != 0;
	}

	/**
	 * Returns a bit for each seat of the ring.
	 */
	long[] bits() {
		return this.bits;
	}

}
