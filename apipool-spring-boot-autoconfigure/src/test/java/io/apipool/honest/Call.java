package io.apipool.honest;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call as it came over HTTP.
 *
 * @param method the method
 * @param path the path, without the query
 * @param query the query, or empty
 * @param headers the headers, names in lower case
 * @param body the body
 */
public record Call(String method, String path, String query, Map<String, String> headers, String body) {

	private static final Pattern PATH_MODEL = Pattern.compile("/models/([^:/]+)");

	private static final Pattern QUERY_MODEL = Pattern.compile("(?:^|&)model=([^&]*)");

	private static final Pattern BODY_MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]*)\"");

	private static final String UNITS = "x-units-";

	/**
	 * Returns the secret that a header carries.
	 * @param header the header's name, in lower case
	 * @return the secret, without {@code Bearer}; or empty
	 */
	String secret(String header) {
		String value = this.headers.getOrDefault(header, "");
		return value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : value;
	}

	/**
	 * Returns the model: of the header {@code X-Model}, the path, the query or the body.
	 * @return the model, or empty
	 */
	public String model() {
		String named = this.headers.getOrDefault("x-model", "");
		named = named.isEmpty() ? find(PATH_MODEL, this.path) : named;
		named = named.isEmpty() ? find(QUERY_MODEL, this.query) : named;
		return named.isEmpty() ? find(BODY_MODEL, this.body) : named;
	}

	Request request(String secret) {
		return new Request(secret, this.headers.getOrDefault("x-call-id", ""), model(), units());
	}

	/** Reads {@code X-Units-tokens: 5}, or {@code "tokens": 5} in the body. */
	private Map<String, Long> units() {
		Map<String, Long> units = new HashMap<>();
		Matcher fields = Pattern.compile("\"([a-z-]+)\"\\s*:\\s*(\\d+)").matcher(this.body);
		while (fields.find()) {
			units.put(fields.group(1), Long.valueOf(fields.group(2)));
		}
		this.headers.forEach((name, value) -> {
			if (name.startsWith(UNITS)) {
				units.put(name.substring(UNITS.length()), Long.valueOf(value));
			}
		});
		return units;
	}

	private static String find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? matcher.group(1) : "";
	}

}
