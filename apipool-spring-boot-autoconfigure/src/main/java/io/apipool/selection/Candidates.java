package io.apipool.selection;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The keys of a pool that may be usable now, without those already asked for the same
 * call. A live view: keys come and go while it is looked at.
 */
public interface Candidates {

	/**
	 * Returns how many there are.
	 * @return how many, at this moment
	 */
	int size();

	/**
	 * Returns one of them.
	 * @param index from 0, in the order of their positions
	 * @return that candidate, or null if there are no longer so many
	 */
	@Nullable Candidate get(int index);

	/**
	 * Returns the first at or after a place in the pool, going round at its end.
	 * @param position a position from 0; any number is taken modulo the pool's size
	 * @return that candidate, or null if there is none
	 */
	@Nullable Candidate from(int position);

	/**
	 * Returns the keys of the pool, usable or not.
	 * @return by position; the same list until keys come or go, or change
	 */
	List<? extends Candidate> all();

	/**
	 * Returns what is left of a candidate's limits: those of its quota group and of the
	 * call's model, written ones and those that answers told.
	 * @param candidate one of these
	 * @param now {@link #now()}, read once for all that are compared
	 * @return the share left of the tightest limit, from 0 to 1; 1 where there is none
	 */
	double remaining(Candidate candidate, long now);

	/**
	 * Reads the pool's clock.
	 * @return monotonic nanoseconds
	 */
	long now();

}
