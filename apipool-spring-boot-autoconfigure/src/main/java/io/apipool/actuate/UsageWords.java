package io.apipool.actuate;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.apipool.usage.UsageGrouping;
import org.jspecify.annotations.Nullable;

/**
 * The words of a {@link UsageQuestion}. Each reading throws an {@link EndpointProblem}
 * that names what there is.
 */
final class UsageWords {

	/** More steps than this help nobody and cost memory. */
	static final long MOST_STEPS = 10_000;

	private static final Duration DAY = Duration.ofDays(1);

	private static final Map<String, ChronoUnit> INTERVALS = Map.of("minute", ChronoUnit.MINUTES, "hour",
			ChronoUnit.HOURS, "day", ChronoUnit.DAYS);

	private static final List<UsageGrouping> GROUPINGS = Arrays.stream(UsageGrouping.values())
		.filter((by) -> by != UsageGrouping.POOL)
		.toList();

	private UsageWords() {
	}

	/**
	 * Reads a question.
	 * @param window a duration, or null for a day
	 * @param by a word, or null for by key
	 * @param interval a word, or null for no timelines
	 * @throws EndpointProblem if one of them is none
	 */
	static UsageQuestion question(@Nullable String window, @Nullable String by, @Nullable String interval) {
		UsageQuestion question = new UsageQuestion((window != null) ? window(window) : DAY,
				(by != null) ? grouping(by) : UsageGrouping.KEY, (interval != null) ? interval(interval) : null);
		if (question.steps() > MOST_STEPS) {
			throw EndpointProblem.mistaken("a window of " + window + " has " + question.steps() + " steps of a "
					+ interval + ", and " + MOST_STEPS + " is the most: ask for a longer interval or a shorter window");
		}
		return question;
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
