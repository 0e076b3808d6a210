package io.apipool.definition;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Checked readings of single values. Each throws with the reason and the way out.
 */
final class Values {

	/** How a name is written. */
	static final String NAMES = "use a-z, 0-9 and - only, and begin with a letter or digit";

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

	private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{0,18}(?:\\d|\\.\\d{1,18})(?:[eE][+-]?\\d{1,2})?");

	private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");

	private Values() {
	}

	static boolean isName(String text) {
		return NAME.matcher(text).matches();
	}

	static String name(String text) {
		if (!isName(text)) {
			throw new MalformedTextException(text, "is not a name", NAMES);
		}
		return text;
	}

	static Duration positiveTime(String text) {
		Duration time = Durations.parse(text);
		if (time.isZero()) {
			throw new MalformedTextException(text, "is zero", "write more than zero, or leave it out for the default");
		}
		return time;
	}

	static int count(String text) {
		int count = countOrZero(text);
		if (count == 0) {
			throw new MalformedTextException(text, "is zero", "write 1 or more, or leave it out for the default");
		}
		return count;
	}

	static int countOrZero(String text) {
		if (!WHOLE.matcher(text).matches()) {
			throw new MalformedTextException(text, "is not a whole number", "write digits only, like 10");
		}
		long number = Long.parseLong(text);
		if (number < 0) {
			throw new MalformedTextException(text, "is negative", "write a number like 10");
		}
		if (number > Integer.MAX_VALUE) {
			throw new MalformedTextException(text, "is too large", "write at most " + Integer.MAX_VALUE);
		}
		return (int) number;
	}

	/**
	 * Reads a number or, with a percent sign, a hundredth of it.
	 * @param text as {@code 0.2} or {@code 20%}
	 * @return the number, zero or more
	 */
	static double share(String text) {
		boolean percent = text.endsWith("%");
		double number = number(percent ? text.substring(0, text.length() - 1).strip() : text);
		return percent ? number / 100 : number;
	}

	static double shareUpToOne(String text) {
		double share = share(text);
		if (share > 1) {
			throw new MalformedTextException(text, "is more than one", "write a share like 0.9 or 90%");
		}
		return share;
	}

	static double positiveShareUpToOne(String text) {
		double share = shareUpToOne(text);
		if (share == 0) {
			throw new MalformedTextException(text, "is zero", "write more than 0 and at most 1");
		}
		return share;
	}

	static double factorBelowOne(String text) {
		double factor = positiveShareUpToOne(text);
		if (factor == 1) {
			throw new MalformedTextException(text, "changes nothing", "write a factor between 0 and 1, like 0.98");
		}
		return factor;
	}

	static double number(String text) {
		if (!NUMBER.matcher(text).matches()) {
			throw new MalformedTextException(text, "is not a number", "write a number like 0.5");
		}
		if (text.startsWith("-")) {
			throw new MalformedTextException(text, "is negative", "write zero or more");
		}
		return Double.parseDouble(text);
	}

	static boolean flag(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true", "on", "yes", "1" -> true;
			case "false", "off", "no", "0" -> false;
			default -> throw new MalformedTextException(text, "is not true or false", "write true or false");
		};
	}

	static String word(String text, Collection<String> words) {
		String word = text.toLowerCase(Locale.ROOT).replace('_', '-');
		if (!words.contains(word)) {
			throw new MalformedTextException(text, "is not a word that is known here",
					"write " + String.join(", ", words));
		}
		return word;
	}

	static ZoneId zone(String text) {
		try {
			return ZoneId.of(text);
		}
		catch (DateTimeException ex) {
			throw new MalformedTextException(text, "is not a known time zone",
					"write UTC, an offset like +02:00 or a region like America/Los_Angeles");
		}
	}

	static URI origin(String text) {
		try {
			URI uri = new URI(text);
			String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
			if ((scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null && uri.getUserInfo() == null
					&& uri.getQuery() == null) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			// said below
		}
		throw new MalformedTextException(text.replaceAll("\\?.*", "?...").replaceAll("//.*@", "//...@"),
				"is not the address of a service",
				"write https://, the host and perhaps a path, without user, password and query");
	}

}
