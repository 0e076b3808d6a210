package io.apipool;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A limit that a provider has told. What it did not say is null, never zero.
 *
 * @param dimension what is counted, as {@code requests}
 * @param limit the limit
 * @param left what is left of it
 * @param resetAt when the count starts anew
 * @param source who said so: {@code header}, {@code body} or {@code discovery}
 */
public record LearntLimit(String dimension, @Nullable Double limit, @Nullable Double left, @Nullable Instant resetAt,
		String source) {
}
