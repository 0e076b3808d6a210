package io.apipool.definition;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.apipool.definition.LimitDefinition.Calendar;
import io.apipool.definition.LimitDefinition.Concurrent;
import io.apipool.definition.LimitDefinition.Sliding;
import io.apipool.definition.LimitDefinition.TokenBucket;
import io.apipool.definition.LimitDefinition.Window;

import org.jspecify.annotations.Nullable;

/**
 * Reads a limit word by word, so that each mistake has a sentence of its own. <pre>
 * limit = amount [dimension] "/" [count] unit ["@" zone] ["burst" n] ["margin" duration]
 *       | n "concurrent"
 * </pre>
 */
final class LimitParser {

	private static final String EXAMPLES = "write a limit like 10/m, 100/10s, 250/day@America/Los_Angeles, "
			+ "60/m burst 5, 250k tokens/m or 5 concurrent";

	private static final Pattern DIMENSION = Pattern.compile("[a-z-]{1,64}");

	private static final Pattern SPAN = Pattern.compile("(\\d{0,18})(.*)");

	private static final Set<String> KEYWORDS = Set.of("concurrent", "burst", "margin");

	private static final Map<String, String> SINGULARS = Map.of("request", LimitDefinition.REQUESTS, "token",
			LimitDefinition.TOKENS, "input-token", "input-tokens", "output-token", "output-tokens", "credit",
			"credits");

	private static final Duration LONGEST_WINDOW = Duration.ofDays(3660);

	private final String text;

	private final Deque<String> words;

	private LimitParser(String text) {
		this.text = text;
		this.words = new ArrayDeque<>(Arrays.asList(text.split(" ")));
	}

	static LimitDefinition parse(String text) {
		return new LimitParser(text.strip().replaceAll("\\s+", " ").replaceAll(" ?([/@]) ?", "$1")).parse();
	}

	private LimitDefinition parse() {
		if (this.text.isEmpty()) {
			throw malformed("is empty", EXAMPLES);
		}
		String first = this.words.remove();
		if (first.indexOf('/') >= 0) {
			return windowed(before(first, '/'), LimitDefinition.REQUESTS, after(first, '/'));
		}
		String second = this.words.poll();
		if ("concurrent".equals(second)) {
			return concurrent(first);
		}
		if (second == null || second.indexOf('/') < 0) {
			Amounts.parse(first, this.text);
			throw malformed("has no window", EXAMPLES);
		}
		return windowed(first, dimension(before(second, '/')), after(second, '/'));
	}

	private LimitDefinition concurrent(String amount) {
		if (!this.words.isEmpty()) {
			throw malformed("says more than '5 concurrent'", "calls in flight have no window, burst, margin or "
					+ "dimension; write limits of time as entries of their own");
		}
		double most = Amounts.parse(amount, this.text);
		if (most != Math.rint(most)) {
			throw malformed("is not a whole number of calls", "write 5 concurrent");
		}
		return new LimitDefinition(this.text, most, LimitDefinition.REQUESTS, new Concurrent(), null);
	}

	private LimitDefinition windowed(String amountText, String dimension, String windowText) {
		double amount = Amounts.parse(amountText, this.text);
		if (dimension.equals(LimitDefinition.REQUESTS) && amount < 1) {
			throw malformed("never admits a whole request", "write a longer window, as 1/2s for one in two seconds");
		}
		Double burst = null;
		Duration margin = null;
		while (!this.words.isEmpty()) {
			String option = this.words.remove();
			if (option.equals("burst") && burst == null) {
				burst = burst(dimension);
			}
			else if (option.equals("margin") && margin == null) {
				margin = Durations.parse(operand(option));
			}
			else {
				throw malformed("has '" + option + "' where nothing, burst or margin is expected", EXAMPLES);
			}
		}
		Window window = window(windowText, burst);
		checkMargin(window, margin);
		return new LimitDefinition(this.text, amount, dimension, window, margin);
	}

	private Double burst(String dimension) {
		double burst = Amounts.parse(operand("burst"), this.text);
		if (dimension.equals(LimitDefinition.REQUESTS) && burst < 1) {
			throw malformed("never holds a whole request", "write burst 1 or more");
		}
		return burst;
	}

	private String operand(String option) {
		String operand = this.words.poll();
		if (operand == null) {
			throw malformed("has nothing behind " + option, "write burst 5 or margin 200ms");
		}
		return operand;
	}

	private Window window(String windowText, @Nullable Double burst) {
		int at = windowText.indexOf('@');
		Matcher span = SPAN.matcher((at < 0) ? windowText : windowText.substring(0, at));
		if (!span.matches()) {
			throw malformed("has no window", EXAMPLES);
		}
		ChronoUnit unit = unit(span.group(2));
		if (at >= 0) {
			return calendar(span.group(1), unit, windowText.substring(at + 1), burst);
		}
		if (unit.compareTo(ChronoUnit.WEEKS) > 0) {
			throw malformed("needs a zone, as months and years begin somewhere",
					"write " + this.text.replace(windowText, windowText + "@UTC") + " or another zone");
		}
		Duration length = length(span.group(1), unit);
		return (burst != null) ? new TokenBucket(length, burst) : new Sliding(length);
	}

	private Duration length(String count, ChronoUnit unit) {
		long units = count.isEmpty() ? 1 : Long.parseLong(count);
		if (units == 0) {
			throw malformed("has a window of no length", EXAMPLES);
		}
		if (units > LONGEST_WINDOW.dividedBy(unit.getDuration())) {
			throw malformed("has a window that is too long", "write at most ten years");
		}
		return unit.getDuration().multipliedBy(units);
	}

	private Calendar calendar(String count, ChronoUnit unit, String zone, @Nullable Double burst) {
		if (!count.isEmpty()) {
			throw malformed("has a count and a zone", "write one calendar unit, as 250/day@UTC, or leave the zone out");
		}
		if (burst != null) {
			throw malformed("has a burst and a zone", "a calendar window holds its amount at once; leave one out");
		}
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

	private void checkMargin(Window window, @Nullable Duration margin) {
		if (margin != null && margin.compareTo(shortest(window)) >= 0) {
			throw malformed("has a margin that is not shorter than its window", "write a margin like 200ms");
		}
	}

	private static Duration shortest(Window window) {
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

	private String dimension(String name) {
		if (!DIMENSION.matcher(name).matches() || KEYWORDS.contains(name)) {
			throw malformed("has a dimension that cannot be, '" + name + "'",
					"write requests, tokens, credits or another word of a-z and -");
		}
		String plural = SINGULARS.get(name);
		if (plural != null) {
			throw malformed("has the dimension '" + name + "', which nothing counts", "write " + plural);
		}
		return name;
	}

	private static String before(String word, char mark) {
		return word.substring(0, word.indexOf(mark));
	}

	private static String after(String word, char mark) {
		return word.substring(word.indexOf(mark) + 1);
	}

	private MalformedTextException malformed(String reason, String wayOut) {
		return new MalformedTextException(this.text, reason, wayOut);
	}

}
