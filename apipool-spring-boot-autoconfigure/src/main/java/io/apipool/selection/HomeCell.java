package io.apipool.selection;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Keys among which the highest number wins.
 */
final class HomeCell {

	static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

	private static final long FNV_PRIME = 0x100000001B3L;

	private final int[] positions;

	private final long[] hashes;

	HomeCell(List<? extends Candidate> keys) {
		this.positions = keys.stream().mapToInt(Candidate::position).toArray();
		this.hashes = keys.stream().mapToLong(HomeCell::hash).toArray();
	}

	/**
	 * Finds the usable key with the highest number for an affinity. Whether a key is
	 * usable is asked only where its number is higher than those before.
	 * @param affinity its hash
	 * @return the key, or null: none is usable
	 */
	@Nullable Candidate highest(Candidates candidates, long affinity) {
		Candidate highest = null;
		long most = Long.MIN_VALUE;
		for (int i = 0; i < this.positions.length; i++) {
			long number = mix(affinity ^ this.hashes[i]);
			if (number >= most) {
				Candidate found = candidates.from(this.positions[i]);
				if (found != null && found.position() == this.positions[i]) {
					highest = found;
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
