package io.apipool.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Retry-After}: seconds, decimals of a second, or a date, as RFC 9110
 * section 10.2.3 has it. Internal.
 */
public final class RetryAfter {

	private static final double LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

	private static final Pattern NUMBER = Pattern.compile("[0-9.]+(?:[eE][0-9]+)?");

	private RetryAfter() {
	}

	/**
	 * Reads a value.
	 * @param value the header's value, or null
	 * @param now the present
	 * @return the instant; null where there is none, where it is not after now, or where
	 * the value cannot be read
	 */
	public static @Nullable Instant parse(@Nullable String value, Instant now) {
		if (value == null || value.isBlank()) {
			return null;
		}
		Instant at = read(value.strip(), now);
		return (at != null && at.isAfter(now)) ? at : null;
	}

	/**
	 * Reads a value that may lie in the past.
	 * @return the instant; null where the value cannot be read
	 */
	static @Nullable Instant read(String value, Instant now) {
		return Character.isLetter(value.charAt(0)) ? date(value) : seconds(value, now);
	}

	private static @Nullable Instant seconds(String value, Instant now) {
		if (!NUMBER.matcher(value).matches()) {
			return null;
		}
		try {
			double seconds = Double.parseDouble(value);
			return now.plusNanos((long) (Math.min(seconds, LONGEST_SECONDS) * 1_000_000_000L));
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable Instant date(String value) {
		try {
			return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
