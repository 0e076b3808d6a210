package io.apipool.pool;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Failures of one key without a success between them. Those that were in flight together
 * count as one.
 */
final class FailureRow {

	private final AtomicReference<@Nullable Row> row = new AtomicReference<>();

	/**
	 * Counts a failure.
	 * @param grantedAt when the failed call was granted
	 * @param now when it failed
	 * @param successes how many calls of the pool have succeeded
	 * @return the row as it is now
	 */
	Row failed(long grantedAt, long now, long successes) {
		return Objects.requireNonNull(this.row.updateAndGet((old) -> {
			if (old == null) {
				return new Row(1, now, now, successes);
			}
			return (grantedAt < old.last) ? old : new Row(old.count + 1, old.first, now, old.successes);
		}));
	}

	/**
	 * Ends the row.
	 */
	void end() {
		if (this.row.get() != null) {
			this.row.set(null);
		}
	}

	/**
	 * A row of failures.
	 *
	 * @param count how many
	 * @param first when the first one failed
	 * @param last when the last counted one failed
	 * @param successes how many calls of the pool had succeeded before the first one
	 */
	record Row(int count, long first, long last, long successes) {
	}

}
