package io.apipool.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a batch has done. Each id whose call was begun is counted once, as succeeded or as
 * failed.
 *
 * @param succeeded how many ids succeeded
 * @param failed how many failed
 * @param results the results in the order of the input, null among them; empty where a
 * consumer got them
 * @param errors what failed, with the provider's own exception, in the order of the
 * input; empty where a consumer got them
 * @param bannedKeys the keys of the pool that are banned or rejected at the end, by their
 * id, and until when: {@link Instant#MAX} where that is not known
 * @param elapsed how long it took
 * @param cancelled whether it was cancelled, interrupted or the pool closed before the
 * end of the input
 * @param <K> the id
 * @param <R> the result
 */
public record BatchResult<K, R extends @Nullable Object>(long succeeded, long failed, Map<K, @Nullable R> results,
		Map<K, Throwable> errors, Map<String, Instant> bannedKeys, Duration elapsed, boolean cancelled) {

	/**
	 * Creates a result.
	 */
	public BatchResult {
		results = Collections.unmodifiableMap(results);
		errors = Collections.unmodifiableMap(errors);
		bannedKeys = Collections.unmodifiableMap(bannedKeys);
	}

	/**
	 * Returns how many distinct ids there were.
	 * @return those that succeeded and those that failed
	 */
	public long total() {
		return this.succeeded + this.failed;
	}

	/**
	 * Returns the share that succeeded.
	 * @return from 0 to 1; 1 for an empty batch
	 */
	public double successRate() {
		return (total() == 0) ? 1.0 : this.succeeded / (double) total();
	}

	/**
	 * Returns the numbers, without results.
	 * @return for example {@code 9980 of 10000 succeeded in PT42S}
	 */
	@Override
	public String toString() {
		return this.succeeded + " of " + total() + " succeeded in " + this.elapsed
				+ (this.cancelled ? ", cancelled" : "");
	}

}
