package io.apipool.selection;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where affinities are at home, among the keys of one pool.
 * <p>
 * By rendezvous hashing (Thaler and Ravishankar, Using Name-Based Mappings to Increase
 * Hit Rates, IEEE/ACM Transactions on Networking 6, 1998): each pair of an affinity and a
 * key has a random number of its own, and the highest wins. Who leaves takes only its own
 * affinities along, and who comes back gets just these again.
 * <p>
 * That looks at every key. So a large pool is cut into cells of 16 to 32 keys by the hash
 * of their ids. An affinity has an endless sequence of cells, and is at home in the first
 * that has a usable key, with the highest number there. The same holds of who leaves and
 * comes back. Cells are of unequal size by chance, so keys are less evenly loaded: by
 * about a fifth. The number of cells changes where the pool's size doubles; then most
 * affinities move once.
 */
final class Homes {

	private static final int SMALL = 64;

	private static final int KEYS_A_CELL = 16;

	private static final int LOOKS_A_CELL = 4;

	private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

	private static final long FNV_PRIME = 0x100000001B3L;

	private final List<? extends Candidate> keys;

	private final long[] hashes;

	private final long[][] cells;

	private final long[] everywhere;

	Homes(List<? extends Candidate> keys) {
		this.keys = keys;
		this.hashes = keys.stream().mapToLong((key) -> hash(key.id())).toArray();
		int cells = (keys.size() > SMALL) ? Integer.highestOneBit(keys.size() / KEYS_A_CELL) : 1;
		int words = (keys.size() + 63) >>> 6;
		this.cells = new long[cells][words];
		this.everywhere = new long[words];
		Arrays.fill(this.everywhere, -1L);
		for (int position = 0; position < keys.size(); position++) {
			this.cells[cell(this.hashes[position])][position >>> 6] |= 1L << position;
		}
	}

	boolean isOf(List<? extends Candidate> keys) {
		return this.keys == keys;
	}

	/**
	 * Finds the key of an affinity.
	 * @param affinity its hash
	 * @return the key, or null: none is usable
	 */
	@Nullable Candidate find(Candidates candidates, int affinity) {
		long hash = mix(affinity);
		if (this.cells.length > 1 && candidates.from(0) != null) {
			long look = hash;
			for (int i = 0; i < LOOKS_A_CELL * this.cells.length; i++) {
				look += GOLDEN_RATIO;
				Candidate found = highest(candidates, this.cells[cell(mix(look))], hash);
				if (found != null) {
					return found;
				}
			}
		}
		return highest(candidates, this.everywhere, hash);
	}

	private int cell(long hash) {
		return (int) hash & (this.cells.length - 1);
	}

	private @Nullable Candidate highest(Candidates candidates, long[] cell, long affinity) {
		Candidate highest = null;
		long most = Long.MIN_VALUE;
		int position = 0;
		Candidate next = candidates.from(position, cell);
		while (next != null && next.position() >= position) {
			position = next.position() + 1;
			long number = mix(affinity ^ this.hashes[next.position()]);
			if (highest == null || number > most) {
				highest = next;
				most = number;
			}
			next = candidates.from(position, cell);
		}
		return highest;
	}

	private static long hash(String id) {
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
	private static long mix(long value) {
		long mixed = value + GOLDEN_RATIO;
		mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

}
