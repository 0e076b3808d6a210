package io.apipool;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A limit that a provider has told, at one moment. What it did not say is null, never
 * zero.
 *
 * @param dimension what it counts
 * @param limit the amount of a window, or null where it is not known
 * @param left what is left, or null where it is not known
 * @param resetAt when the count starts anew, or null where it is not known
 * @param source who told it: {@code header}, {@code body} or {@code discovery}
 * @param toldAt when it was told last
 */
public record LearntLimit(String dimension, @Nullable Double limit, @Nullable Double left, @Nullable Instant resetAt,
		String source, Instant toldAt) {
}
