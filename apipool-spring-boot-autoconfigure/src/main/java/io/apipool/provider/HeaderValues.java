package io.apipool.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.apipool.definition.AnswerCondition;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one answer, read value by value. What is missing is null; what cannot be
 * read is null too, and counted.
 */
final class HeaderValues {

	private static final int LONGEST = 1024;

	private static final Pattern NUMBER = Pattern.compile("(-?[0-9]{1,15}(?:\\.[0-9]{1,12})?) *(?:[;,].*)?");

	private static final Pattern WINDOW = Pattern.compile("([0-9]{1,15}) *; *w *= *([0-9]{1,9})");

	private final AnswerHeaders headers;

	private final Instant now;

	private final AtomicInteger malformed = new AtomicInteger();

	HeaderValues(AnswerHeaders headers, Instant now) {
		this.headers = headers;
		this.now = now;
	}

	Instant now() {
		return this.now;
	}

	int malformed() {
		return this.malformed.get();
	}

	void addMalformed() {
		this.malformed.incrementAndGet();
	}

	/**
	 * Returns the text of a header, several lines as one list.
	 */
	@Nullable String text(@Nullable String name) {
		String joined = (name != null) ? joined(this.headers.all(name)).strip() : "";
		if (joined.length() > LONGEST) {
			this.malformed.incrementAndGet();
			return null;
		}
		return joined.isEmpty() ? null : joined;
	}

	private static String joined(List<String> lines) {
		return (lines.size() > 1) ? String.join(", ", lines) : (lines.isEmpty() ? "" : lines.get(0));
	}

	/**
	 * Returns the first number of a header, as {@code 1000} of {@code 1000, 60000;w=60}.
	 */
	@Nullable Double number(@Nullable String name) {
		String text = text(name);
		Double number = (text != null) ? parse(text) : null;
		this.malformed.addAndGet((text != null && number == null) ? 1 : 0);
		return number;
	}

	static @Nullable Double parse(String text) {
		Matcher matcher = NUMBER.matcher(text);
		return matcher.matches() ? (Double) Double.parseDouble(matcher.group(1)) : null;
	}

	/**
	 * Returns the window that a list of policies has for a number: {@code 1s} of
	 * {@code 1000, 1000;w=1}.
	 */
	@Nullable Duration window(@Nullable String name, double number) {
		String text = text(name);
		Matcher matcher = WINDOW.matcher((text != null) ? text : "");
		while (matcher.find()) {
			if (Double.parseDouble(matcher.group(1)) == number) {
				return Duration.ofSeconds(Long.parseLong(matcher.group(2)));
			}
		}
		return null;
	}

	@Nullable Reset reset(@Nullable String name, String format) {
		String text = text(name);
		Reset reset = (text != null) ? ResetTexts.parse(text, format, this.now) : null;
		this.malformed.addAndGet((text != null && reset == null) ? 1 : 0);
		return reset;
	}

	/**
	 * Returns the instant of a number of milliseconds from now.
	 */
	@Nullable Instant afterMillis(String name) {
		Reset reset = reset(name, "delta-ms");
		return (reset != null && reset.at().isAfter(this.now)) ? reset.at() : null;
	}

	/**
	 * Returns the instant of {@code Retry-After}; where intermediaries added lines, of
	 * the first.
	 */
	@Nullable Instant retryAfter() {
		String first = this.headers.first("Retry-After");
		if (first == null || first.isBlank()) {
			return null;
		}
		Instant at = RetryAfter.read(first.strip(), this.now);
		this.malformed.addAndGet((at == null) ? 1 : 0);
		return (at != null && at.isAfter(this.now)) ? at : null;
	}

	boolean has(AnswerCondition condition) {
		return this.headers.all(condition.place()).stream().anyMatch(condition::matches);
	}

}
