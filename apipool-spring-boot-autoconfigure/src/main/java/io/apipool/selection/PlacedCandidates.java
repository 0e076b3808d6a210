package io.apipool.selection;

import org.jspecify.annotations.Nullable;

/**
 * Candidates among which some are looked for by their places, 64 at a time: what
 * strategies need that must not look at every key. Internal; the engine hands these to
 * every {@link KeySelector}.
 */
public interface PlacedCandidates extends Candidates {

	/**
	 * Returns the first of some at or after a place in the pool, going round at its end.
	 * @param position as for {@link #from(int)}
	 * @param places a bit for each key of {@link #all()}, by position: those that count
	 * @return that candidate, or null if there is none
	 */
	@Nullable Candidate from(int position, long[] places);

	/**
	 * Returns how many there are of some.
	 * @param places as for {@link #from(int, long[])}
	 * @return how many, at this moment
	 */
	int size(long[] places);

	/**
	 * Returns which keys are these, of 64 that stand side by side.
	 * @param word from 0: the keys from position 64 times that on
	 * @return a bit for each, at this moment
	 */
	long places(int word);

}
