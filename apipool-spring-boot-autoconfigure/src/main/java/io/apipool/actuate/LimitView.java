package io.apipool.actuate;

import java.util.List;

import io.apipool.LimitSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A limit and what is used of it.
 */
record LimitView(String limit, String dimension, @Nullable Number used, @Nullable Number left,
		@Nullable String resetAt) implements View {

	static List<LimitView> of(List<LimitSnapshot> limits) {
		return limits.stream()
			.map((limit) -> new LimitView(limit.limit(), limit.dimension(), View.amount(limit.used()),
					View.amount(limit.left()), View.at(limit.resetAt())))
			.toList();
	}

}
