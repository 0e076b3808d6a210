package io.apipool.limit;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;

/**
 * Limits and scopes as tests write them.
 */
final class TestLimits {

	private TestLimits() {
	}

	static LimitDefinition sliding(double amount, String dimension, Duration length, Duration margin) {
		String text = "%s %s/%s margin %s".formatted(amount, dimension, length, margin);
		return new LimitDefinition(text, amount, dimension, new LimitWindow.Sliding(length), margin);
	}

	static LimitDefinition requests(double amount, Duration length) {
		return sliding(amount, LimitDefinition.REQUESTS, length, Duration.ZERO);
	}

	static LimitDefinition tokens(double amount, Duration length) {
		return sliding(amount, LimitDefinition.TOKENS, length, Duration.ZERO);
	}

	static LimitDefinition calendar(double amount, String dimension, ChronoUnit unit, String zone) {
		String text = "%s %s/%s@%s".formatted(amount, dimension, unit, zone);
		return new LimitDefinition(text, amount, dimension, new LimitWindow.Calendar(unit, ZoneId.of(zone)),
				Duration.ZERO);
	}

	static LimitDefinition bucket(double amount, String dimension, Duration length, double burst) {
		String text = "%s %s/%s burst %s".formatted(amount, dimension, length, burst);
		return new LimitDefinition(text, amount, dimension, new LimitWindow.TokenBucket(length, burst), Duration.ZERO);
	}

	static LimitDefinition concurrent(int slots) {
		return new LimitDefinition(slots + " concurrent", slots, LimitDefinition.REQUESTS, new LimitWindow.Concurrent(),
				null);
	}

	static LimitDefinition withMargin(LimitDefinition limit, Duration margin) {
		return new LimitDefinition(limit.text() + " margin " + margin, limit.amount(), limit.dimension(),
				limit.window(), margin);
	}

	static ScopeDefinition scope(String name, LimitDefinition... limits) {
		return new ScopeDefinition(name, List.of(limits), List.of(),
				new ScopeDefinition.Terms(1, Duration.ofSeconds(1), false));
	}

	static Need tokens(double amount) {
		return Need.REQUEST.with(LimitDefinition.TOKENS, Need.millionths(amount));
	}

	static Need only(String dimension, double amount) {
		return Need.NONE.with(dimension, Need.millionths(amount));
	}

}
