package io.apipool.selection;

import java.util.Collection;

/**
 * The places of keys in their pool, as the bits by which {@link PlacedCandidates} looks
 * among some of them.
 */
final class Places {

	private Places() {
	}

	/**
	 * Returns a bit for each key, by position.
	 * @param keys some keys of a pool
	 * @param size how many keys the pool has
	 */
	static long[] of(Collection<? extends Candidate> keys, int size) {
		long[] places = new long[(size + Long.SIZE - 1) / Long.SIZE];
		keys.forEach((key) -> places[key.position() / Long.SIZE] |= 1L << key.position());
		return places;
	}

}
