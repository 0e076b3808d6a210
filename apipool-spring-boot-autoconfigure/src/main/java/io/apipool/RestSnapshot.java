package io.apipool;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Why something is left out, and until when.
 *
 * @param reason why
 * @param until until when, or null for until something else happens
 * @param announced whether the provider said so; otherwise it is our guess
 */
public record RestSnapshot(String reason, @Nullable Instant until, boolean announced) {
}
