package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.apipool.Usage;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its call leaves it behind.
 *
 * @param attempt what kind of attempt
 * @param span when it was
 * @param status the HTTP status, or 0 where none is known
 * @param error what went wrong, without secrets, or null
 * @param counted what it used
 */
record RecordedEvent(Attempted attempt, Span span, int status, @Nullable String error, Usage counted) {

	private static final long SECOND = 1_000_000_000;

	UsageEvent event(String id, String instance) {
		Instant at = Instant.ofEpochSecond(this.span.at / SECOND, this.span.at % SECOND).truncatedTo(ChronoUnit.MICROS);
		return new UsageEvent(id, instance, at, this.attempt, (this.status > 0) ? this.status : null,
				Duration.ofNanos(this.span.latency), this.counted.units(), this.error);
	}

	/**
	 * When an attempt was.
	 *
	 * @param at when it ended, in nanoseconds since the epoch
	 * @param latency nanoseconds since its grant
	 */
	record Span(long at, long latency) {
	}

}
