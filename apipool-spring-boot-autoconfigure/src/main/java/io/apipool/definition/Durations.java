package io.apipool.definition;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Spring Boot writes them: {@code 5s}, {@code 200ms}, {@code PT5S}; a bare
 * number is milliseconds. Internal.
 */
public final class Durations {

	private static final Pattern SIMPLE = Pattern.compile("([+-]?)(\\d{1,18})([a-z]{0,2})");

	private static final Map<String, ChronoUnit> UNITS = Map.of("ns", ChronoUnit.NANOS, "us", ChronoUnit.MICROS, "ms",
			ChronoUnit.MILLIS, "", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h",
			ChronoUnit.HOURS, "d", ChronoUnit.DAYS);

	private static final Duration LONGEST = Duration.ofDays(36500);

	private Durations() {
	}

	/**
	 * Parses a duration.
	 * @param text for example {@code 5s}
	 * @return the duration, zero or more, at most a hundred years
	 * @throws IllegalArgumentException with the reason and the way out
	 */
	public static Duration parse(String text) {
		Duration duration = read(text.strip().toLowerCase(Locale.ROOT), text);
		if (duration.isNegative()) {
			throw new MalformedTextException(text, "is negative", "write a duration like 5s");
		}
		if (duration.compareTo(LONGEST) > 0) {
			throw new MalformedTextException(text, "is too long", "write at most 36500d");
		}
		return duration;
	}

	/**
	 * Writes a duration as people do.
	 * @param duration the duration
	 * @return for example {@code 5s}, in the largest unit of which it is a whole number
	 */
	public static String text(Duration duration) {
		for (String unit : List.of("d", "h", "m", "s", "ms")) {
			Duration one = Objects.requireNonNull(UNITS.get(unit)).getDuration();
			long count = duration.dividedBy(one);
			if (duration.equals(one.multipliedBy(count))) {
				return count + unit;
			}
		}
		return duration.toString();
	}

	private static Duration read(String normal, String text) {
		try {
			Matcher matcher = SIMPLE.matcher(normal);
			if (!matcher.matches()) {
				return Duration.parse(normal);
			}
			ChronoUnit unit = UNITS.get(matcher.group(3));
			if (unit != null) {
				long count = Long.parseLong(matcher.group(1) + matcher.group(2));
				return Duration.of(count, unit);
			}
		}
		catch (DateTimeParseException | ArithmeticException ex) {
			// said below
		}
		throw new MalformedTextException(text, "is not a duration",
				"write a number and ns, us, ms, s, m, h or d, like 5s or 200ms, or PT5S");
	}

}
