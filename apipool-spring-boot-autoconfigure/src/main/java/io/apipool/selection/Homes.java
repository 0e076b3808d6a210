package io.apipool.selection;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

	private final List<? extends Candidate> keys;

	private final HomeCell[] cells;

	private final HomeCell everywhere;

	Homes(List<? extends Candidate> keys) {
		this.keys = keys;
		long[] hashes = keys.stream().mapToLong(HomeCell::hash).toArray();
		this.everywhere = new HomeCell(keys, hashes);
		int cells = (keys.size() > SMALL) ? Integer.highestOneBit(keys.size() / KEYS_A_CELL) : 1;
		Map<Integer, List<Candidate>> members = keys.stream()
			.collect(Collectors.groupingBy((key) -> cell(hashes[key.position()], cells)));
		this.cells = IntStream.range(0, cells)
			.mapToObj((cell) -> new HomeCell(members.getOrDefault(cell, List.of()), hashes))
			.toArray(HomeCell[]::new);
	}

	boolean isOf(List<? extends Candidate> keys) {
		return this.keys == keys;
	}

	/**
	 * Finds the key of an affinity.
	 * @param affinity its hash
	 * @return the key, or null: none is usable
	 */
	@Nullable Candidate find(PlacedCandidates candidates, int affinity) {
		long hash = HomeCell.mix(affinity);
		int looks = (this.cells.length > 1 && candidates.from(0) != null) ? LOOKS_A_CELL * this.cells.length : 0;
		int home = -1;
		for (int i = 1; i <= looks && home < 0; i++) {
			long look = HomeCell.mix(hash + i * HomeCell.GOLDEN_RATIO);
			home = this.cells[cell(look, this.cells.length)].highest(candidates, hash);
		}
		home = (home >= 0) ? home : this.everywhere.highest(candidates, hash);
		return (home >= 0) ? this.keys.get(home) : null;
	}

	private static int cell(long hash, int cells) {
		return (int) hash & (cells - 1);
	}

}
