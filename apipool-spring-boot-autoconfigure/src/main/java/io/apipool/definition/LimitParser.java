package io.apipool.definition;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.apipool.definition.LimitWindow.Concurrent;
import org.jspecify.annotations.Nullable;

/**
 * Reads a limit word by word, so that each mistake has a sentence of its own. <pre>
 * limit = amount [dimension] "/" [count] unit ["@" zone] ["burst" n] ["margin" duration]
 *       | n "concurrent"
 * </pre>
 */
final class LimitParser {

	static final String EXAMPLES = "write a limit like 10/m, 100/10s, 250/day@America/Los_Angeles, "
			+ "60/m burst 5, 250k tokens/m or 5 concurrent";

	private static final Pattern DIMENSION = Pattern.compile("[a-z-]{1,64}");

	private static final Set<String> KEYWORDS = Set.of("concurrent", "burst", "margin");

	private static final Map<String, String> SINGULARS = Map.of("request", LimitDefinition.REQUESTS, "token",
			LimitDefinition.TOKENS, "input-token", LimitDefinition.INPUT_TOKENS, "output-token",
			LimitDefinition.OUTPUT_TOKENS, "credit", "credits");

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
			return windowed(before(first), LimitDefinition.REQUESTS, after(first));
		}
		double amount = Amounts.parse(first, this.text);
		String second = this.words.poll();
		if ("concurrent".equals(second)) {
			return concurrent(amount);
		}
		if (second == null || second.indexOf('/') < 0) {
			throw malformed("has no window", EXAMPLES);
		}
		return windowed(first, dimension(before(second)), after(second));
	}

	private LimitDefinition concurrent(double most) {
		if (!this.words.isEmpty()) {
			throw malformed("says more than '5 concurrent'",
					"write limits of time, with their bursts and margins, as entries of their own");
		}
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
		Map<String, String> options = options();
		WindowParser parser = new WindowParser(this.text, windowText);
		LimitWindow window = parser.parse(burst(options.get("burst"), dimension));
		Duration margin = margin(options.get("margin"));
		if (margin != null && margin.compareTo(WindowParser.shortest(window)) >= 0) {
			throw malformed("has a margin that is not shorter than its window", "write a margin like 200ms");
		}
		return new LimitDefinition(this.text, amount, dimension, window, margin);
	}

	private Map<String, String> options() {
		Map<String, String> options = new HashMap<>();
		while (!this.words.isEmpty()) {
			String option = this.words.remove();
			if (option.equals("concurrent") || !KEYWORDS.contains(option) || options.containsKey(option)) {
				throw malformed("has '" + option + "' where nothing, burst or margin is expected", EXAMPLES);
			}
			String operand = this.words.poll();
			if (operand == null) {
				throw malformed("has nothing behind " + option, "write burst 5 or margin 200ms");
			}
			options.put(option, operand);
		}
		return options;
	}

	private @Nullable Double burst(@Nullable String operand, String dimension) {
		if (operand == null) {
			return null;
		}
		double burst = Amounts.parse(operand, this.text);
		if (dimension.equals(LimitDefinition.REQUESTS) && burst < 1) {
			throw malformed("never holds a whole request", "write burst 1 or more");
		}
		return burst;
	}

	private static @Nullable Duration margin(@Nullable String operand) {
		return (operand != null) ? Durations.parse(operand) : null;
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

	private static String before(String word) {
		return word.substring(0, word.indexOf('/'));
	}

	private static String after(String word) {
		return word.substring(word.indexOf('/') + 1);
	}

	private MalformedTextException malformed(String reason, String wayOut) {
		return new MalformedTextException(this.text, reason, wayOut);
	}

}
