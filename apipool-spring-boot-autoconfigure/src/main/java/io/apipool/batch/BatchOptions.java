package io.apipool.batch;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What was said of a batch; null: as the pool says.
 *
 * @param concurrency how many items at once, or null
 * @param timeout bounds one attempt, or null
 * @param retries how often a failed item is tried again, or null
 * @param distinct whether repeated ids are left out
 * @param progress told how far it has come, or null
 */
record BatchOptions(@Nullable Integer concurrency, @Nullable Duration timeout, @Nullable Integer retries,
		boolean distinct, @Nullable Consumer<? super BatchProgress> progress) {

	static final BatchOptions DEFAULTS = new BatchOptions(null, null, null, true, null);

	BatchOptions concurrency(int concurrency) {
		check(concurrency >= 1, "concurrency", concurrency, "at least 1");
		return new BatchOptions(concurrency, this.timeout, this.retries, this.distinct, this.progress);
	}

	BatchOptions timeout(Duration timeout) {
		check(!timeout.isNegative() && !timeout.isZero(), "timeout", timeout, "longer than zero");
		return new BatchOptions(this.concurrency, timeout, this.retries, this.distinct, this.progress);
	}

	BatchOptions retries(int retries) {
		check(retries >= 0, "retries", retries, "0 or more");
		return new BatchOptions(this.concurrency, this.timeout, retries, this.distinct, this.progress);
	}

	BatchOptions distinct(boolean distinct) {
		return new BatchOptions(this.concurrency, this.timeout, this.retries, distinct, this.progress);
	}

	BatchOptions progress(Consumer<? super BatchProgress> progress) {
		return new BatchOptions(this.concurrency, this.timeout, this.retries, this.distinct, progress);
	}

	private static void check(boolean good, String what, Object given, String wanted) {
		if (!good) {
			throw new IllegalArgumentException(what + ": " + given + " is not possible, it must be " + wanted);
		}
	}

}
