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

	/**
	 * Returns how many steps a timeline has.
	 */
	long steps() {
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
