package io.apipool.honest;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How a refusal says when to come again. */
public enum RetryAfter {

	/** Not at all. */
	NONE,
	/** Whole seconds, rounded up. */
	SECONDS,
	/** Seconds with a fraction. */
	DECIMALS,
	/** An HTTP date, which has whole seconds, rounded up. */
	DATE;

	private static final long SECOND = 1_000_000_000;

	/** Returns the header's value, or null for none. */
	String text(long nanos) {
		if (nanos == Window.UNKNOWN) {
			return null;
		}
		long seconds = -Math.floorDiv(-nanos, SECOND);
		return switch (this) {
			case NONE -> null;
			case SECONDS -> Long.toString(seconds);
			case DECIMALS -> ResetForm.decimals(nanos);
			case DATE -> DateTimeFormatter.RFC_1123_DATE_TIME
				.format(Clock.systemUTC().instant().plusNanos(nanos + SECOND - 1).atOffset(ZoneOffset.UTC));
		};
	}

}
