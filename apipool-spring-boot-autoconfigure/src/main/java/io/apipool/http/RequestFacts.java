package io.apipool.http;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.apipool.CallRequest;
import io.apipool.provider.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * What a bare request tells of itself: which model it is for and how many tokens it may
 * use, from its attributes, its body if that is JSON in memory, or its path.
 */
final class RequestFacts {

	/** The attribute that names the model. */
	static final String MODEL = "apipool.model";

	/** The attribute that tells the tokens, a number. */
	static final String TOKENS = "apipool.tokens";

	/** How much of a body is looked at. */
	private static final int MOST_OF_BODY = 1 << 20;

	private static final List<String> TOKEN_FIELDS = List.of("max_tokens", "max_completion_tokens",
			"generationConfig.maxOutputTokens");

	private static final List<String> FIELDS = List.of("model", TOKEN_FIELDS.get(0), TOKEN_FIELDS.get(1),
			TOKEN_FIELDS.get(2));

	private static final Pattern PATH = Pattern.compile("/(?:models|deployments)/([^/:?]+)");

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");

	private RequestFacts() {
	}

	/**
	 * Returns what a request needs of a pool.
	 * @param operation what it is called in reports
	 * @param uri where it goes
	 * @param attributes its attributes
	 * @param json its body if that is JSON in memory, else null
	 */
	static CallRequest of(String operation, URI uri, Map<String, Object> attributes, byte @Nullable [] json) {
		Map<String, String> fields = (json != null && json.length > 0) ? JsonFields.read(bounded(json), FIELDS)
				: Map.of();
		CallRequest request = CallRequest.of(operation);
		String model = model(uri, attributes, fields);
		request = (model != null) ? request.model(model) : request;
		Long tokens = tokens(attributes, fields);
		return (tokens != null) ? request.tokens(tokens) : request;
	}

	private static byte[] bounded(byte[] json) {
		return (json.length > MOST_OF_BODY) ? Arrays.copyOf(json, MOST_OF_BODY) : json;
	}

	private static @Nullable String model(URI uri, Map<String, Object> attributes, Map<String, String> fields) {
		Object attribute = attributes.get(MODEL);
		if (attribute != null) {
			return attribute.toString();
		}
		String field = fields.get("model");
		if (field != null) {
			return field;
		}
		String path = Objects.requireNonNullElse(uri.getPath(), "");
		Matcher named = (path.contains("/models/") || path.contains("/deployments/")) ? PATH.matcher(path) : null;
		return (named != null && named.find()) ? named.group(1) : null;
	}

	private static @Nullable Long tokens(Map<String, Object> attributes, Map<String, String> fields) {
		Object attribute = attributes.get(TOKENS);
		if (attribute instanceof Number number) {
			return number.longValue();
		}
		if (attribute != null) {
			return number(attribute.toString());
		}
		if (fields.isEmpty()) {
			return null;
		}
		return TOKEN_FIELDS.stream()
			.map(fields::get)
			.filter(Objects::nonNull)
			.map(RequestFacts::number)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable Long number(String text) {
		return NUMBER.matcher(text).matches() ? (Long) Long.parseLong(text) : null;
	}

}
