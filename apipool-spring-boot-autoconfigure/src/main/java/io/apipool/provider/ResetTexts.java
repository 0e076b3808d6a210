package io.apipool.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads when a count starts anew, as a provider wrote it. A number is told by its size:
 * as seconds from now it would be more than thirty years from a thousand million on, as
 * seconds of the epoch more than a thousand years from a hundred times that.
 */
final class ResetTexts {

	private static final double FIRST_EPOCH_SECONDS = 1e9;

	private static final double FIRST_EPOCH_MILLIS = 1e11;

	private static final double LAST_EPOCH_MILLIS = 1e14;

	private static final int MILLIS = 3;

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]{1,12})?");

	private ResetTexts() {
	}

	/**
	 * Reads a reset.
	 * @param text the text
	 * @param format one of the formats of an announcement
	 * @param now the present
	 * @return the reset; null where the text cannot be read so
	 */
	static @Nullable Reset parse(String text, String format, Instant now) {
		return switch (format) {
			case "duration" -> duration(text, now);
			case "date" -> date(text, now);
			case "auto" -> guess(text, now);
			default -> NUMBER.matcher(text).matches() ? number(text, format, now) : null;
		};
	}

	private static @Nullable Reset guess(String text, Instant now) {
		if (NUMBER.matcher(text).matches()) {
			double number = Double.parseDouble(text);
			String format = (number >= FIRST_EPOCH_MILLIS) ? "epoch-ms"
					: (number >= FIRST_EPOCH_SECONDS) ? "epoch-s" : "delta-s";
			return number(text, format, now);
		}
		Reset duration = duration(text, now);
		return (duration != null) ? duration : date(text, now);
	}

	private static @Nullable Reset number(String text, String format, Instant now) {
		double number = Double.parseDouble(text);
		boolean millis = format.endsWith("-ms");
		if (number * (millis ? 1 : 1000) > LAST_EPOCH_MILLIS) {
			return null;
		}
		long whole = (long) number;
		Duration unit = millis ? Duration.ofMillis(1) : Duration.ofSeconds(1);
		Duration length = unit.multipliedBy(whole).plusNanos(Math.round((number - whole) * unit.toNanos()));
		boolean delay = format.startsWith("delta");
		return new Reset(delay ? now.plus(length) : Instant.EPOCH.plus(length),
				millis || number != whole || hasMillis(text), delay);
	}

	/** {@code 2.000} is no whole second by chance. */
	private static boolean hasMillis(String text) {
		int point = text.indexOf('.');
		return point >= 0 && text.length() - point > MILLIS;
	}

	private static @Nullable Reset duration(String text, Instant now) {
		Duration duration = GoDurations.parse(text);
		return (duration != null) ? new Reset(now.plus(duration), GoDurations.isFine(text), true) : null;
	}

	private static @Nullable Reset date(String text, Instant now) {
		try {
			return new Reset(OffsetDateTime.parse(text).toInstant(), text.indexOf('.') >= 0, false);
		}
		catch (DateTimeException ex) {
			Instant at = (!text.isEmpty() && Character.isLetter(text.charAt(0))) ? RetryAfter.read(text, now) : null;
			return (at != null) ? new Reset(at, false, false) : null;
		}
	}

}
