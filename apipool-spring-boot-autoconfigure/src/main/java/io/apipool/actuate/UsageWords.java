package io.apipool.actuate;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.apipool.usage.UsageGrouping;

/**
 * The words of a {@link UsageQuestion}. Each reading throws an {@link EndpointProblem}
 * that names what there is.
 */
final class UsageWords {

	private static final Map<String, ChronoUnit> INTERVALS = Map.of("minute", ChronoUnit.MINUTES, "hour",
			ChronoUnit.HOURS, "day", ChronoUnit.DAYS);

	private static final List<UsageGrouping> GROUPINGS = Arrays.stream(UsageGrouping.values())
		.filter((by) -> by != UsageGrouping.POOL)
		.toList();

	private UsageWords() {
	}

	static Duration window(String text) {
		Duration window = Question.duration("window", text);
		if (window.compareTo(Duration.ofMinutes(1)) < 0) {
			throw EndpointProblem
				.mistaken("window '" + text + "' is shorter than a minute, and usage is kept by minute");
		}
		return window;
	}

	static UsageGrouping grouping(String word) {
		return GROUPINGS.stream()
			.filter((by) -> word(by).equals(word))
			.findFirst()
			.orElseThrow(() -> EndpointProblem.mistaken("usage is not kept by '" + word + "', but by "
					+ GROUPINGS.stream().map(UsageWords::word).collect(Collectors.joining(", "))));
	}

	static ChronoUnit interval(String word) {
		ChronoUnit unit = INTERVALS.get(word);
		if (unit == null) {
			throw EndpointProblem.mistaken("there is no interval '" + word + "'; there are minute, hour, day");
		}
		return unit;
	}

	static String word(UsageGrouping by) {
		return by.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
