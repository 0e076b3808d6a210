package io.apipool.provider;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Durations as Go prints them and many providers send them: {@code 6m0s}, {@code 120ms},
 * {@code 1h2m3.5s}; and whole words, {@code 20 seconds}.
 */
final class GoDurations {

	/** A duration, for use within other patterns. */
	static final String PATTERN = "(?:[0-9]{1,12}(?:\\.[0-9]{1,12})?(?:ns|us|\u00b5s|ms|s|m|h|d)){1,8}";

	private static final Pattern WHOLE = Pattern.compile(PATTERN);

	private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|\u00b5s|ms|s|m|h|d)");

	private static final Map<String, Double> NANOS = Map.of("ns", 1.0, "us", 1e3, "\u00b5s", 1e3, "ms", 1e6, "s", 1e9,
			"m", 60e9, "h", 3600e9, "d", 86_400e9);

	private static final int LONGEST_TEXT = 64;

	private static final double LONGEST_NANOS = Duration.ofDays(3650).toNanos();

	private GoDurations() {
	}

	/**
	 * Reads a duration.
	 * @param text the text
	 * @return the duration, at most ten years; null where the text is none
	 */
	static @Nullable Duration parse(String text) {
		if (text.length() > LONGEST_TEXT || !WHOLE.matcher(text).matches()) {
			return null;
		}
		double nanos = 0;
		Matcher part = PART.matcher(text);
		while (part.find()) {
			nanos += Double.parseDouble(part.group(1)) * NANOS.getOrDefault(part.group(2), 0.0);
		}
		return Duration.ofNanos(Math.round(Math.min(nanos, LONGEST_NANOS)));
	}

	/**
	 * Tells whether a duration is written finer than a second.
	 */
	static boolean isFine(String text) {
		return text.indexOf('.') >= 0 || text.endsWith("ms") || text.endsWith("us") || text.endsWith("ns");
	}

}
