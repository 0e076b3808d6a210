package io.apipool.usage.data;

import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;

/**
 * What an attempt can be found and sorted by. The names are those of the table and its
 * columns by Spring Data's own rule.
 *
 * @param id tells it from all others
 * @param at when it ended, in UTC
 * @param pool the pool's name
 * @param keyId the key's id
 * @param operation the operation
 * @param model the model
 * @param outcome the outcome's word
 * @param status the HTTP status, or null
 * @param latency milliseconds from the grant to the end
 * @param cost what it cost
 */
record ApipoolUsageEvent(@Id String id, LocalDateTime at, String pool, String keyId, String operation, String model,
		String outcome, @Nullable Integer status, double latency, double cost) {
}
