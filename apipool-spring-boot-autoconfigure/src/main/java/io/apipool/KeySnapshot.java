package io.apipool;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The state of a key at one moment, without its secret.
 *
 * @param id the key's id
 * @param quotaGroup its quota group
 * @param state its state
 * @param reason why it is in that state, or what holds a usable key back; null if nothing
 * @param until until when, or null
 * @param inFlight leases in flight
 * @param weight its weight
 * @param tier its tier
 * @param usage attempts since the start: {@code calls} and a count for each outcome's
 * word
 */
public record KeySnapshot(String id, String quotaGroup, KeyState state, @Nullable String reason,
		@Nullable Instant until, int inFlight, int weight, int tier, Map<String, Long> usage) {
}
