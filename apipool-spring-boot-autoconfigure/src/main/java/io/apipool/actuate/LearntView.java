package io.apipool.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.apipool.LearntLimit;
import org.jspecify.annotations.Nullable;

/**
 * A limit that the provider has told.
 *
 * @param age whole seconds since it was told last
 */
record LearntView(String dimension, @Nullable Number limit, @Nullable Number left, @Nullable String resetAt,
		String source, long age) implements View {

	static List<LearntView> of(List<LearntLimit> limits, Instant now) {
		return limits.stream()
			.map((limit) -> new LearntView(limit.dimension(), View.amount(limit.limit()), View.amount(limit.left()),
					View.at(limit.resetAt()), limit.source(),
					Math.max(0, Duration.between(limit.toldAt(), now).toSeconds())))
			.toList();
	}

}
