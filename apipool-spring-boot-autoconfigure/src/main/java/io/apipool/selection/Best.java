package io.apipool.selection;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

/**
 * The key with the least load, whatever that is.
 * <p>
 * Up to {@link #EXACT} usable keys all are compared, beginning behind the key that was
 * found last: so keys with the same load take turns. Above that, the better of two drawn
 * at random is nearly as good, however many there are: after any number of calls the most
 * used key is ahead of the mean by about log log n only (Mitzenmacher, The Power of Two
 * Choices in Randomized Load Balancing, IEEE TPDS 12, 2001; Berenbrink et al., Balanced
 * Allocations: The Heavily Loaded Case, 2000).
 * <p>
 * A load is read, and changes when the call has its key: calls that choose at the same
 * moment do not see each other, but the turn keeps them apart.
 */
abstract class Best implements KeySelector {

	/** Up to so many are compared. */
	static final int EXACT = 32;

	private final AtomicInteger cursor = new AtomicInteger();

	@Override
	public final @Nullable Candidate next(Candidates candidates, CallRequest request) {
		int size = candidates.size();
		long now = now(candidates);
		return (size > EXACT) ? betterOfTwo(candidates, size, now) : best(candidates, size, now);
	}

	private @Nullable Candidate betterOfTwo(Candidates candidates, int size, long now) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		int first = random.nextInt(size);
		int second = random.nextInt(size - 1);
		Candidate one = candidates.get(first);
		Candidate other = candidates.get((second < first) ? second : second + 1);
		if (one == null || other == null) {
			return candidates.from(first);
		}
		return (load(candidates, other, now) < load(candidates, one, now)) ? other : one;
	}

	private @Nullable Candidate best(Candidates candidates, int size, long now) {
		while (true) {
			int at = this.cursor.get();
			Candidate best = best(candidates, at, size, now);
			if (best == null || this.cursor.compareAndSet(at, best.position() + 1)) {
				return best;
			}
		}
	}

	private @Nullable Candidate best(Candidates candidates, int start, int size, long now) {
		Candidate best = null;
		Candidate next = candidates.from(start);
		double least = Double.POSITIVE_INFINITY;
		for (int i = 0; i < size && next != null && least > 0; i++) {
			double load = load(candidates, next, now);
			if (load < least) {
				best = next;
				least = load;
			}
			next = candidates.from(next.position() + 1);
		}
		return best;
	}

	/**
	 * Reads the clock, if loads depend on it.
	 * @return what is passed to {@link #load}
	 */
	long now(Candidates candidates) {
		return 0;
	}

	/**
	 * Returns how much a key has to carry.
	 * @return 0 or more; with 0 no other key can be better
	 */
	abstract double load(Candidates candidates, Candidate key, long now);

}
