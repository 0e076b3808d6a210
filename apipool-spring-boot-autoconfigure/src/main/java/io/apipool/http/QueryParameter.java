package io.apipool.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sets one parameter of an address and leaves the rest of it as it is written.
 */
final class QueryParameter {

	private QueryParameter() {
	}

	static URI set(URI uri, String name, String value) {
		String encodedName = encode(name);
		String query = (uri.getRawQuery() != null) ? uri.getRawQuery() : "";
		String others = Stream.of(query.split("&"))
			.filter((pair) -> !pair.isEmpty() && !pair.equals(encodedName) && !pair.startsWith(encodedName + "="))
			.collect(Collectors.joining("&"));
		String text = uri.toString();
		int fragment = text.indexOf('#');
		String base = (fragment >= 0) ? text.substring(0, fragment) : text;
		int mark = base.indexOf('?');
		String path = (mark >= 0) ? base.substring(0, mark) : base;
		String after = (fragment >= 0) ? text.substring(fragment) : "";
		return URI
			.create(path + "?" + (others.isEmpty() ? "" : others + "&") + encodedName + "=" + encode(value) + after);
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
