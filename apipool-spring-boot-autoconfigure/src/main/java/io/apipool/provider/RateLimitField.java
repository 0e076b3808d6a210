package io.apipool.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.apipool.definition.LimitDefinition;
import io.apipool.provider.AnnouncedLimit.Precision;
import io.apipool.provider.AnnouncedLimit.Source;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code RateLimit} and {@code RateLimit-Policy}, the structured fields of
 * draft-ietf-httpapi-ratelimit-headers-10 ({@code "default";r=50;t=30}), and their form
 * in earlier drafts ({@code limit=100, remaining=50, reset=30}).
 */
final class RateLimitField {

	private static final Pattern ITEM = Pattern
		.compile("(?:\"([^\"\\\\]{0,64})\"|([A-Za-z0-9*][A-Za-z0-9_.*/-]{0,63}))((?: *; *[a-z*][a-z0-9_*.-]{0,31}"
				+ "(?: *= *(?:\"[^\"]{0,128}\"|:[^:]{0,256}:|[A-Za-z0-9*?+./_-]{1,64}))?){0,16}) *(?:,|$) *");

	private static final Pattern PARAMETER = Pattern
		.compile("; *([a-z*][a-z0-9_*.-]*)(?: *= *(\"[^\"]*\"|:[^:]*:|[^;, ]+))?");

	private static final Pattern EARLIER = Pattern.compile("(?i)(limit|remaining|reset) *= *([0-9]{1,15})");

	private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");

	private RateLimitField() {
	}

	static List<AnnouncedLimit> read(HeaderValues headers) {
		String field = headers.text("RateLimit");
		if (field == null) {
			return List.of();
		}
		if (EARLIER.matcher(field).lookingAt()) {
			return earlier(headers, field);
		}
		Map<String, Map<String, String>> items = items(headers, field);
		String policy = headers.text("RateLimit-Policy");
		Map<String, Map<String, String>> policies = (policy != null) ? items(headers, policy) : Map.of();
		List<AnnouncedLimit> limits = new ArrayList<>();
		items.forEach((name, item) -> limits.add(limit(headers, name, item, policies.getOrDefault(name, Map.of()))));
		return limits;
	}

	private static AnnouncedLimit limit(HeaderValues headers, String name, Map<String, String> item,
			Map<String, String> policy) {
		Double seconds = number(headers, item, "t");
		Double window = number(headers, policy, "w");
		return new AnnouncedLimit(name, dimension(policy.get("qu")), null, number(headers, policy, "q"),
				number(headers, item, "r"), (seconds != null) ? headers.now().plus(seconds(seconds)) : null,
				Precision.SECOND, (window != null) ? seconds(window) : null, Source.HEADER);
	}

	private static String dimension(@Nullable String unit) {
		String word = (unit != null) ? unit.replace("\"", "").toLowerCase(Locale.ROOT) : "";
		return WORD.matcher(word).matches() ? word : LimitDefinition.REQUESTS;
	}

	private static List<AnnouncedLimit> earlier(HeaderValues headers, String field) {
		Map<String, Double> values = new LinkedHashMap<>();
		Matcher matcher = EARLIER.matcher(field);
		while (matcher.find()) {
			values.put(matcher.group(1).toLowerCase(Locale.ROOT), Double.parseDouble(matcher.group(2)));
		}
		Double seconds = values.get("reset");
		return List.of(new AnnouncedLimit(LimitDefinition.REQUESTS, LimitDefinition.REQUESTS, null, values.get("limit"),
				values.get("remaining"), (seconds != null) ? headers.now().plus(seconds(seconds)) : null,
				Precision.SECOND, null, Source.HEADER));
	}

	private static Map<String, Map<String, String>> items(HeaderValues headers, String field) {
		Map<String, Map<String, String>> items = new LinkedHashMap<>();
		Matcher matcher = ITEM.matcher(field);
		int from = 0;
		while (from < field.length()) {
			if (!matcher.find(from) || matcher.start() != from || matcher.end() == from) {
				headers.addMalformed();
				return items;
			}
			String name = (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2);
			items.put(name, parameters(matcher.group(3)));
			from = matcher.end();
		}
		return items;
	}

	private static Map<String, String> parameters(String text) {
		Map<String, String> parameters = new LinkedHashMap<>();
		Matcher matcher = PARAMETER.matcher(text);
		while (matcher.find()) {
			parameters.put(matcher.group(1), (matcher.group(2) != null) ? matcher.group(2) : "");
		}
		return parameters;
	}

	private static @Nullable Double number(HeaderValues headers, Map<String, String> parameters, String name) {
		String text = parameters.get(name);
		Double number = (text != null) ? HeaderLimits.notNegative(HeaderValues.parse(text)) : null;
		if (text != null && number == null) {
			headers.addMalformed();
		}
		return number;
	}

	private static Duration seconds(double seconds) {
		return Duration.ofMillis(Math.round(Math.min(seconds, 1e9) * 1000));
	}

}
