package io.apipool.limit;

import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;

/**
 * What counts for one limit, or for several limits that share their entries. Pure: time
 * is passed in, and so is what has been counted, the {@link Cells} of a bucket; every
 * method that is given them is called under the lock of the scope. So one limit serves
 * all buckets that are defined alike.
 * <p>
 * A column is the index of a limit in {@link #definitions()}. Amounts are millionths of a
 * unit, instants monotonic nanoseconds. A key names a grant or a debit: unique, growing.
 */
interface Limit {

	/** More than this is never counted, so that sums do not overflow. */
	long CEILING = Long.MAX_VALUE / 4;

	/**
	 * Returns the limits that are counted here.
	 * @return at least one
	 */
	List<LimitDefinition> definitions();

	/**
	 * Returns the first cell behind those of this limit.
	 * @return its index
	 */
	int end();

	/**
	 * Returns how many rings this limit has in every bucket.
	 * @return the number
	 */
	default int rings() {
		return 0;
	}

	/**
	 * Begins to count.
	 * @param cells of the bucket, 0 so far
	 * @param since the last key of claims that took nothing here; an instant
	 */
	void begin(Cells cells, long since);

	/**
	 * Returns whether every column admits a need.
	 * @param cells of the bucket
	 * @param need what is wanted
	 * @param now the instant
	 * @return whether it can be taken
	 */
	boolean admits(Cells cells, Need need, long now);

	/**
	 * Takes what was admitted at the same instant.
	 * @param cells of the bucket
	 * @param need what is wanted
	 * @param now the instant
	 * @param key the grant's key
	 */
	void take(Cells cells, Need need, long now, long key);

	/**
	 * The request is being written.
	 * @param cells of the bucket
	 * @param claim whose request
	 * @param need what it took here
	 * @param now the instant
	 * @param key a new key
	 */
	default void sent(Cells cells, Claim claim, Need need, long now, long key) {
	}

	/**
	 * The call was answered: refunds what was not used, books what was used beyond.
	 * @param cells of the bucket
	 * @param claim whose call
	 * @param reserved what it took here
	 * @param used what stays counted
	 * @param now the instant
	 * @param key a new key
	 * @return whether anything may have become free before the instants that were known
	 */
	default boolean settle(Cells cells, Claim claim, Need reserved, Need used, long now, long key) {
		return false;
	}

	/**
	 * A slot in flight comes back.
	 * @param cells of the bucket
	 * @param claim whose slot
	 * @param need what it took here
	 * @return whether there is one more now
	 */
	default boolean release(Cells cells, Claim claim, Need need) {
		return false;
	}

	/**
	 * Returns whether one column refuses a need.
	 * @param cells of the bucket
	 * @param column the limit
	 * @param need what is wanted
	 * @param now the instant
	 * @return whether there is not enough left
	 */
	boolean refuses(Cells cells, int column, Need need, long now);

	/**
	 * Returns when a column may admit a need by the instants that are known.
	 * @param cells of the bucket
	 * @param column the limit
	 * @param need what is wanted
	 * @param now the instant
	 * @return an instant, {@code now} also where a slot is missing, or
	 * {@link PermitScope#NEVER}
	 */
	long earliest(Cells cells, int column, Need need, long now);

	/**
	 * Returns what is left in the column of which the least is.
	 * @param cells of the bucket
	 * @param now the instant
	 * @return the share of its amount, at most 1; negative where too much was used
	 */
	double leftShare(Cells cells, long now);

	/**
	 * Returns whether a column can never admit a need.
	 * @param column the limit
	 * @param need what is wanted
	 * @return whether it is more than the limit ever holds
	 */
	boolean tooSmall(int column, Need need);

	/**
	 * Returns the state of a column.
	 * @param cells of the bucket
	 * @param column the limit
	 * @param now the instant
	 * @return its state
	 */
	LimitSnapshot snapshot(Cells cells, int column, long now);

	/**
	 * Enters what was used in the past.
	 * @param cells of the bucket
	 * @param used what was used
	 * @param at when
	 * @param now the present instant
	 */
	default void spend(Cells cells, Need used, long at, long now) {
	}

	/**
	 * Enters what was used before this process started, unless all of it is forgotten
	 * soon.
	 * @param cells of the bucket
	 * @param past what was used, in any order
	 * @param now the present instant
	 */
	default void restore(Cells cells, List<PastMinute> past, long now) {
	}

	/**
	 * Takes over what a limit of the same kind has counted before it was redefined.
	 * @param cells of the bucket
	 * @param old a limit of the bucket as it was
	 * @param before the cells of the bucket as it was
	 * @param now the present instant
	 */
	void inherit(Cells cells, Limit old, Cells before, long now);

	/**
	 * Returns from which instant on a fresh reading of the wall clock is wanted.
	 * @param cells of the bucket
	 * @return an instant, or {@link PermitScope#NEVER}
	 */
	default long boundary(Cells cells) {
		return PermitScope.NEVER;
	}

}
