package io.apipool.pool;

import org.jspecify.annotations.Nullable;

/**
 * Failures of one key without a success between them. Those that were in flight together
 * count as one.
 */
final class FailureRow {

	private volatile @Nullable Row row;

	/**
	 * Counts a failure.
	 * @param grantedAt when the failed call was granted
	 * @param now when it failed
	 * @return the row as it is now
	 */
	synchronized Row failed(long grantedAt, long now) {
		Row old = this.row;
		Row next;
		if (old == null) {
			next = new Row(1, now, now);
		}
		else {
			next = (grantedAt < old.last) ? old : new Row(old.count + 1, old.first, now);
		}
		this.row = next;
		return next;
	}

	/**
	 * Ends the row.
	 */
	void end() {
		if (this.row != null) {
			this.row = null;
		}
	}

	/**
	 * A row of failures.
	 *
	 * @param count how many
	 * @param first when the first one failed
	 * @param last when the last counted one failed
	 */
	record Row(int count, long first, long last) {
	}

}
