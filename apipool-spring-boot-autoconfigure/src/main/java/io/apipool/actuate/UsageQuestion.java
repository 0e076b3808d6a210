package io.apipool.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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

	/**
	 * Reads a question.
	 * @param window a duration, or null for a day
	 * @param by a word, or null for by key
	 * @param interval a word, or null for no timelines
	 * @throws EndpointProblem if one of them is none
	 */
	static UsageQuestion of(@Nullable String window, @Nullable String by, @Nullable String interval) {
		UsageQuestion question = new UsageQuestion((window != null) ? UsageWords.window(window) : DAY,
				(by != null) ? UsageWords.grouping(by) : UsageGrouping.KEY,
				(interval != null) ? UsageWords.interval(interval) : null);
		if (question.steps() > MOST_STEPS) {
			throw EndpointProblem.mistaken("a window of " + window + " has " + question.steps() + " steps of a "
					+ interval + ", and " + MOST_STEPS + " is the most: ask for a longer interval or a shorter window");
		}
		return question;
	}

	private long steps() {
		return (this.interval != null) ? this.window.dividedBy(this.interval.getDuration()) : 0;
	}

	/**
	 * Returns the word for what it is broken down by.
	 */
	String byWord() {
		return UsageWords.word(this.by);
	}

	/**
	 * Returns what to look up. It begins with a whole minute, for usage is kept so.
	 */
	ReportQuery query(Instant now, String pool) {
		return ReportQuery.between(now.minus(this.window).truncatedTo(ChronoUnit.MINUTES), now).pool(pool);
	}

}
