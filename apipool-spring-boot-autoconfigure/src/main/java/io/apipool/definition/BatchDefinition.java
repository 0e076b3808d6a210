package io.apipool.definition;

import org.jspecify.annotations.Nullable;

/**
 * Defaults of batches over a pool.
 *
 * @param concurrency items at once, or null: twice the keys
 * @param maxAttempts attempts of an item, or null: the pool's
 * @param onFailure whether failed items are tried again, or null: the pool's
 */
public record BatchDefinition(@Nullable Integer concurrency, @Nullable Integer maxAttempts,
		@Nullable Boolean onFailure) {

	/** What applies where nothing is configured. */
	public static final BatchDefinition DEFAULTS = new BatchDefinition(null, null, null);

}
