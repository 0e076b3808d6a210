package io.apipool.definition;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Placeholder until the full grammar is here.
 */
final class LimitParser {

	private static final Pattern SLIDING = Pattern.compile("(\\d+)(?: ([a-z-]+))?/(\\d*)(s|m|h|d)");

	private LimitParser() {
	}

	static LimitDefinition parse(String text) {
		if (text.endsWith(" concurrent")) {
			return new LimitDefinition(text, Double.parseDouble(text.substring(0, text.indexOf(' '))),
					LimitDefinition.REQUESTS, new LimitDefinition.Concurrent(), null);
		}
		Matcher matcher = SLIDING.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException(text);
		}
		long count = matcher.group(3).isEmpty() ? 1 : Long.parseLong(matcher.group(3));
		Duration length = switch (matcher.group(4)) {
			case "s" -> Duration.ofSeconds(count);
			case "m" -> Duration.ofMinutes(count);
			case "h" -> Duration.ofHours(count);
			default -> Duration.ofDays(count);
		};
		String dimension = (matcher.group(2) != null) ? matcher.group(2) : LimitDefinition.REQUESTS;
		return new LimitDefinition(text, Double.parseDouble(matcher.group(1)), dimension,
				new LimitDefinition.Sliding(length), null);
	}

}
