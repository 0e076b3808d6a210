package io.apipool.definition;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.apipool.definition.LimitWindow.Calendar;
import io.apipool.definition.LimitWindow.Sliding;
import io.apipool.definition.LimitWindow.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * Reads the window of a limit: {@code 10s}, {@code day@America/Los_Angeles}.
 */
final class WindowParser {

	private static final Pattern WINDOW = Pattern.compile("(\\d{0,18})([^@]*)(?:@(.*))?");

	private static final Duration LONGEST = Duration.ofDays(3660);

	private final String whole;

	private final String window;

	WindowParser(String whole, String window) {
		this.whole = whole;
		this.window = window;
	}

	/**
	 * Reads the window.
	 * @param burst the burst, or null: none
	 * @return the window
	 */
	LimitWindow parse(@Nullable Double burst) {
		Matcher matcher = WINDOW.matcher(this.window);
		if (!matcher.matches()) {
			throw malformed("has no window", LimitParser.EXAMPLES);
		}
		ChronoUnit unit = unit(matcher.group(2));
		String zone = matcher.group(3);
		if (zone == null) {
			Duration length = length(matcher.group(1), unit);
			return (burst != null) ? new TokenBucket(length, burst) : new Sliding(length);
		}
		if (!matcher.group(1).isEmpty()) {
			throw malformed("has a count and a zone", "write one calendar unit, as 250/day@UTC, or leave the zone out");
		}
		if (burst != null) {
			throw malformed("has a burst and a zone", "a calendar window holds its amount at once; leave one out");
		}
		return calendar(unit, zone);
	}

	private Duration length(String count, ChronoUnit unit) {
		if (unit.compareTo(ChronoUnit.WEEKS) > 0) {
			throw malformed("needs a zone, as months and years begin somewhere",
					"write " + this.whole.replace("/" + this.window, "/" + this.window + "@UTC") + " or another zone");
		}
		long units = count.isEmpty() ? 1 : Long.parseLong(count);
		if (units == 0) {
			throw malformed("has a window of no length", LimitParser.EXAMPLES);
		}
		if (units > LONGEST.dividedBy(unit.getDuration())) {
			throw malformed("has a window that is too long", "write at most ten years");
		}
		return unit.getDuration().multipliedBy(units);
	}

	private Calendar calendar(ChronoUnit unit, String zone) {
		if (unit == ChronoUnit.SECONDS) {
			throw malformed("has seconds with a zone", "write minute, hour, day, week, month or year before @");
		}
		try {
			return new Calendar(unit, ZoneId.of(zone));
		}
		catch (DateTimeException ex) {
			throw malformed("has a zone that is not known, '" + zone + "'",
					"write UTC, an offset like +02:00 or a region like America/Los_Angeles");
		}
	}

	private ChronoUnit unit(String unit) {
		return switch (unit) {
			case "s", "sec", "second" -> ChronoUnit.SECONDS;
			case "m", "min", "minute" -> ChronoUnit.MINUTES;
			case "h", "hour" -> ChronoUnit.HOURS;
			case "d", "day" -> ChronoUnit.DAYS;
			case "w", "week" -> ChronoUnit.WEEKS;
			case "month" -> ChronoUnit.MONTHS;
			case "year" -> ChronoUnit.YEARS;
			default -> throw malformed("has a unit that is not known, '" + unit + "'",
					"write s, m, h, d or w (second, minute, hour, day, week), or with a zone month or year");
		};
	}

	/**
	 * Returns how short a window of a kind can be.
	 * @param window a window of time
	 * @return its length; of a calendar's, the shortest there is
	 */
	static Duration shortest(LimitWindow window) {
		if (window instanceof Sliding sliding) {
			return sliding.length();
		}
		if (window instanceof TokenBucket bucket) {
			return bucket.length();
		}
		ChronoUnit unit = ((Calendar) window).unit();
		return (unit == ChronoUnit.MONTHS) ? Duration.ofDays(28)
				: (unit == ChronoUnit.YEARS) ? Duration.ofDays(365) : unit.getDuration();
	}

	private MalformedTextException malformed(String reason, String wayOut) {
		return new MalformedTextException(this.whole, reason, wayOut);
	}

}
