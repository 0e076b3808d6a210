package io.apipool.http;

import java.util.Locale;
import java.util.Objects;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;

/**
 * Reads what one of Spring's requests tells of itself. Its operation is the method and
 * the template of its path, so that there are few of them.
 */
final class RequestReading {

	private static final String TEMPLATE = "org.springframework.web.client.RestClient.uriTemplate";

	private RequestReading() {
	}

	static CallRequest facts(HttpRequest request, byte[] body) {
		String operation = operation(request.getMethod().name(), request.getAttributes().get(TEMPLATE));
		return RequestFacts.of(operation, request.getURI(), request.getAttributes(), isJson(request) ? body : null);
	}

	static String operation(String method, @Nullable Object template) {
		String text = Objects.toString(template, "");
		int from = path(text);
		int to = end(text, from, "?#");
		return (from == to) ? method : method + " " + text.substring(from, to);
	}

	/** Returns where the path begins: behind the origin, if there is one. */
	private static int path(String text) {
		int colon = end(text, 0, ":/?#");
		return (colon > 0 && text.startsWith("://", colon)) ? end(text, colon + 3, "/?#") : 0;
	}

	private static int end(String text, int from, String ends) {
		int i = from;
		while (i < text.length() && ends.indexOf(text.charAt(i)) < 0) {
			i++;
		}
		return i;
	}

	private static boolean isJson(HttpRequest request) {
		String type = request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
		return type != null && type.toLowerCase(Locale.ROOT).contains("json");
	}

}
