package io.apipool.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.apipool.definition.OutcomeRule;
import io.apipool.provider.BodyFields.Field;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when a provider takes calls again. The more precise is asked first:
 * milliseconds, {@code Retry-After}, the body, and then the resets of limits of which
 * nothing is left. The reset of a limit that is not used up says nothing.
 */
final class RetryTime {

	private static final Pattern TEXT = Pattern.compile("(?i)(?:try again|retry|wait)(?: in| after)? (?:("
			+ GoDurations.PATTERN
			+ ")(?![a-z0-9])|([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(ms|milliseconds?|s|seconds?|minutes?|hours?)(?![a-z]))");

	private RetryTime() {
	}

	/**
	 * Finds out what the answer announces.
	 * @return the instant, after the present, or null
	 */
	static @Nullable Instant announced(HeaderValues headers, BodyFields body, List<AnnouncedLimit> limits) {
		Stream<Supplier<@Nullable Instant>> places = Stream.of(() -> headers.afterMillis("retry-after-ms"),
				() -> headers.afterMillis("x-ms-retry-after-ms"), headers::retryAfter,
				() -> retryDelay(body, headers.now()), () -> text(body, headers.now()),
				() -> usedUp(limits, headers.now()));
		return places.map(Supplier::get).filter(Objects::nonNull).findFirst().orElse(null);
	}

	private static @Nullable Instant retryDelay(BodyFields body, Instant now) {
		return body.fields()
			.stream()
			.filter((field) -> field.isNamed("retryDelay"))
			.map(Field::value)
			.map(GoDurations::parse)
			.filter((delay) -> delay != null && !delay.isZero())
			.map(now::plus)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable Instant text(BodyFields body, Instant now) {
		return body.texts()
			.map(TEXT::matcher)
			.filter(Matcher::find)
			.map(RetryTime::duration)
			.filter((duration) -> duration != null && !duration.isZero())
			.map(now::plus)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable Duration duration(Matcher matcher) {
		if (matcher.group(1) != null) {
			return GoDurations.parse(matcher.group(1));
		}
		String unit = matcher.group(3);
		String symbol = (unit.length() > 1 && unit.startsWith("m") && !unit.startsWith("min")) ? "ms"
				: unit.substring(0, 1);
		return GoDurations.parse(matcher.group(2) + symbol);
	}

	private static @Nullable Instant usedUp(List<AnnouncedLimit> limits, Instant now) {
		return limits.stream()
			.filter((limit) -> limit.remaining() == null || limit.remaining() < 1)
			.map(AnnouncedLimit::resetAt)
			.filter((at) -> at != null && at.isAfter(now))
			.max(Instant::compareTo)
			.orElse(null);
	}

	/**
	 * Finds out what a rule says.
	 * @param rule the rule's time
	 * @param announced what the answer announces, or null
	 * @param zone the zone of the provider's reset, or null
	 * @param now the present
	 * @return the later of the announced instant and the next boundary, or null
	 */
	static @Nullable Instant until(String rule, @Nullable Instant announced, @Nullable ZoneId zone, Instant now) {
		if (zone == null || rule.equals(OutcomeRule.ANNOUNCED)) {
			return announced;
		}
		LocalDate today = now.atZone(zone).toLocalDate();
		LocalDate first = rule.equals(OutcomeRule.MONTH) ? today.withDayOfMonth(1).plusMonths(1) : today.plusDays(1);
		Instant boundary = first.atStartOfDay(zone).toInstant();
		return (announced != null && announced.isAfter(boundary)) ? announced : boundary;
	}

}
