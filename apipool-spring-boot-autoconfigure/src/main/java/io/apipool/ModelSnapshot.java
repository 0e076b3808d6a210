package io.apipool;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The state of one {@code models} entry of a quota group at one moment.
 *
 * @param match the entry's patterns, separated by commas
 * @param limits its limits
 * @param learnt what the provider's answers told of its limits
 * @param rest why and until when it rests, or null
 * @param rate the learnt rate in calls a second, or null where none is learnt
 */
public record ModelSnapshot(String match, List<LimitSnapshot> limits, List<LearntLimit> learnt,
		@Nullable RestSnapshot rest, @Nullable Double rate) {
}
