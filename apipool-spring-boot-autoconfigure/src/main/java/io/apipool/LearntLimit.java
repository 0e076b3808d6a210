package io.apipool;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A limit that the provider told, at one moment.
 *
 * @param dimension what it counts
 * @param limit the amount of a window
 * @param left what is left, or null where it is not known
 * @param resetAt when the count starts anew, or null where it is not known
 * @param source who told it: {@code header}, {@code body} or {@code discovery}
 * @param toldAt when it was told last
 */
public record LearntLimit(String dimension, double limit, @Nullable Double left, @Nullable Instant resetAt,
		String source, Instant toldAt) {
}
