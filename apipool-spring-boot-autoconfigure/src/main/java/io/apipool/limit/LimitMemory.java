package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;

import org.jspecify.annotations.Nullable;

/**
 * How far back a limit remembers: what must be known of the past when a process starts.
 * Internal.
 * <p>
 * What is forgotten within {@link #SHORT} is not restored. The past is known by the
 * minute, and must be taken for as late as it may have been, so a limit of a minute would
 * refuse for up to a minute what the provider has long forgotten.
 */
public final class LimitMemory {

	/** What remembers no longer than this is not restored. */
	public static final Duration SHORT = Duration.ofMinutes(2);

	/** So many times a token bucket could be filled in the time that is restored. */
	static final int REFILLS = 4;

	private static final double LONGEST = Duration.ofDays(36_500).toSeconds();

	private LimitMemory() {
	}

	/**
	 * Returns the first minute of which something may still count.
	 * @param limit the limit
	 * @param share the share of it that is ours, above 0 and at most 1
	 * @param now the present
	 * @return when that minute begins, or null: nothing of the past is restored
	 */
	public static @Nullable Instant since(LimitDefinition limit, double share, Instant now) {
		if (limit.window() instanceof LimitWindow.Calendar window) {
			CalendarPeriods periods = new CalendarPeriods(window.unit(), window.zone());
			return isLong(window) ? WallClock.toInstant(periods.start(WallClock.toNanos(now))) : null;
		}
		if (limit.window() instanceof LimitWindow.Sliding window) {
			return since((double) window.length().toSeconds(), now);
		}
		if (limit.window() instanceof LimitWindow.TokenBucket window) {
			double full = Math.max(1, window.burst()) * window.length().toSeconds() / (limit.amount() * share);
			return (full > SHORT.toSeconds()) ? since(REFILLS * full, now) : null;
		}
		return null;
	}

	private static @Nullable Instant since(double seconds, Instant now) {
		if (seconds <= SHORT.toSeconds()) {
			return null;
		}
		return now.minusSeconds((long) Math.min(LONGEST, seconds + 1))
			.minus(1, ChronoUnit.MINUTES)
			.truncatedTo(ChronoUnit.MINUTES);
	}

	static boolean isLong(long nanos) {
		return nanos > SHORT.toNanos();
	}

	static boolean isLong(LimitWindow.Calendar window) {
		return window.unit() != ChronoUnit.MINUTES;
	}

}
