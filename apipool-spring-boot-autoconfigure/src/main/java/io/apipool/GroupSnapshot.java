package io.apipool;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The state of a quota group at one moment.
 *
 * @param id the group's name
 * @param keys the ids of its keys in the pool
 * @param limits its limits
 * @param models the models with limits or rests of their own
 * @param learnt what the provider's answers told of its limits
 * @param rest why and until when it rests, or null
 * @param rate the learnt rate in calls a second, or null where none is learnt
 */
public record GroupSnapshot(String id, List<String> keys, List<LimitSnapshot> limits, List<ModelSnapshot> models,
		List<LearntLimit> learnt, @Nullable RestSnapshot rest, @Nullable Double rate) {
}
