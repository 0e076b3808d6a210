package io.apipool.selection;

import java.util.List;

/**
 * Keys among which the highest number wins.
 */
final class HomeCell {

	static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

	private static final long FNV_PRIME = 0x100000001B3L;

	private final long[] places;

	private final long[] hashes;

	/**
	 * Creates a cell.
	 * @param members its keys
	 * @param hashes of all keys of the pool, by position
	 */
	HomeCell(List<? extends Candidate> members, long[] hashes) {
		this.hashes = hashes;
		this.places = Places.of(members, hashes.length);
	}

	/**
	 * Finds the usable key with the highest number for an affinity.
	 * @param affinity its hash
	 * @return its position, or -1: none is usable
	 */
	int highest(PlacedCandidates candidates, long affinity) {
		int highest = -1;
		long most = Long.MIN_VALUE;
		for (int word = 0; word < this.places.length; word++) {
			long bits = this.places[word];
			bits = (bits != 0) ? bits & candidates.places(word) : 0;
			for (; bits != 0; bits &= bits - 1) {
				int position = (word << 6) + Long.numberOfTrailingZeros(bits);
				long number = mix(affinity ^ this.hashes[position]);
				if (number >= most) {
					highest = position;
					most = number;
				}
			}
		}
		return highest;
	}

	static long hash(Candidate key) {
		String id = key.id();
		long hash = 0;
		for (int i = 0; i < id.length(); i++) {
			hash = (hash ^ id.charAt(i)) * FNV_PRIME;
		}
		return mix(hash);
	}

	/**
	 * Spreads over all bits what differs in some (Steele, Lea and Flood, Fast Splittable
	 * Pseudorandom Number Generators, OOPSLA 2014).
	 */
	static long mix(long value) {
		long mixed = value + GOLDEN_RATIO;
		mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

}
