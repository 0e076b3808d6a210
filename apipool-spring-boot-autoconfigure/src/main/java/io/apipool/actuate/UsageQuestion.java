package io.apipool.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageGrouping;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks about usage.
 *
 * @param window how far back, whole minutes
 * @param by what it is broken down by
 * @param interval how long a step of the timelines is, or null for none
 */
record UsageQuestion(Duration window, UsageGrouping by, @Nullable ChronoUnit interval) {

	/** More steps than this help nobody and cost memory. */
	static final long MOST_STEPS = 10_000;

	private static final Duration DAY = Duration.ofDays(1);

	private static final Map<String, ChronoUnit> INTERVALS = Map.of("minute", ChronoUnit.MINUTES, "hour",
			ChronoUnit.HOURS, "day", ChronoUnit.DAYS);

	private static final List<UsageGrouping> GROUPINGS = Arrays.stream(UsageGrouping.values())
		.filter((by) -> by != UsageGrouping.POOL)
		.toList();

	/**
	 * Reads a question.
	 * @param window a duration, or null for a day
	 * @param by a word, or null for by key
	 * @param interval a word, or null for no timelines
	 * @throws EndpointProblem if one of them is none
	 */
	static UsageQuestion of(@Nullable String window, @Nullable String by, @Nullable String interval) {
		UsageQuestion question = new UsageQuestion((window != null) ? window(window) : DAY,
				(by != null) ? grouping(by) : UsageGrouping.KEY, (interval != null) ? interval(interval) : null);
		if (question.steps() > MOST_STEPS) {
			throw EndpointProblem.mistaken("a window of " + window + " has " + question.steps() + " steps of a "
					+ interval + ", and " + MOST_STEPS + " is the most: ask for a longer interval or a shorter window");
		}
		return question;
	}

	private static Duration window(String text) {
		Duration window = Question.duration("window", text);
		if (window.compareTo(Duration.ofMinutes(1)) < 0) {
			throw EndpointProblem
				.mistaken("window '" + text + "' is shorter than a minute, and usage is kept by minute");
		}
		return window;
	}

	private static UsageGrouping grouping(String word) {
		return GROUPINGS.stream()
			.filter((by) -> word(by).equals(word))
			.findFirst()
			.orElseThrow(() -> EndpointProblem.mistaken("usage is not kept by '" + word + "', but by "
					+ GROUPINGS.stream().map(UsageQuestion::word).collect(Collectors.joining(", "))));
	}

	private static ChronoUnit interval(String word) {
		ChronoUnit unit = INTERVALS.get(word);
		if (unit == null) {
			throw EndpointProblem.mistaken("there is no interval '" + word + "'; there are minute, hour, day");
		}
		return unit;
	}

	private static String word(UsageGrouping by) {
		return by.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private long steps() {
		return (this.interval != null) ? this.window.dividedBy(this.interval.getDuration()) : 0;
	}

	/**
	 * Returns the word for what it is broken down by.
	 */
	String byWord() {
		return word(this.by);
	}

	/**
	 * Returns what to look up. It begins with a whole minute, for usage is kept so.
	 */
	ReportQuery query(Instant now, String pool) {
		return ReportQuery.between(now.minus(this.window).truncatedTo(ChronoUnit.MINUTES), now).pool(pool);
	}

}
