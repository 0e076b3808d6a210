package io.apipool.limit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A limit of {@code @RateLimited} that is taken in one step with a key. Internal.
 *
 * @param name what {@link io.apipool.RateLimitExceededException#limit()} says
 * @param scope its counts
 * @param need what a call takes of it
 * @param maxWait how long it may hold the call back, or null: as long as the pool's call
 * waits
 */
public record NamedLimit(String name, PermitScope scope, Need need, @Nullable Duration maxWait) {
}
