package io.apipool.definition;

import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads rates: {@code 2/s}, {@code 0.5/min}. A rate is in units a second.
 */
final class RateParser {

	private static final Map<String, Integer> SECONDS = Map.ofEntries(Map.entry("s", 1), Map.entry("sec", 1),
			Map.entry("second", 1), Map.entry("m", 60), Map.entry("min", 60), Map.entry("minute", 60),
			Map.entry("h", 3600), Map.entry("hour", 3600), Map.entry("d", 86_400), Map.entry("day", 86_400),
			Map.entry("w", 604_800), Map.entry("week", 604_800));

	private static final Pattern ZERO = Pattern.compile("0+(\\.0+)?");

	private RateParser() {
	}

	static double parse(String text) {
		int slash = text.indexOf('/');
		@Nullable Integer seconds = (slash < 0) ? null : SECONDS.get(text.substring(slash + 1).strip());
		if (seconds == null) {
			throw new MalformedTextException(text, "is not a rate", "write an amount and a unit, like 2/s or 0.5/min");
		}
		String amount = text.substring(0, slash).strip();
		if (ZERO.matcher(amount).matches()) {
			throw new MalformedTextException(text, "is zero", "write more than zero, or leave it out for the default");
		}
		return Amounts.parse(amount, text) / seconds;
	}

}
