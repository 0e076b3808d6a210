package io.apipool;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The state of a limit at one moment.
 *
 * @param limit its text, as {@code 10/m}
 * @param dimension what it counts
 * @param used what is counted now
 * @param left what is left; below zero where more was used than estimated
 * @param resetAt when everything that is counted now will have left, or null where
 * nothing is counted or no time is known
 */
public record LimitSnapshot(String limit, String dimension, double used, double left, @Nullable Instant resetAt) {
}
