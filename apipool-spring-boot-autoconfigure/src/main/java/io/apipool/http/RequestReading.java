package io.apipool.http;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

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

	private static final Pattern ORIGIN = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*");

	private RequestReading() {
	}

	static CallRequest facts(HttpRequest request, byte[] body) {
		String operation = operation(request.getMethod().name(), request.getAttributes().get(TEMPLATE));
		return RequestFacts.of(operation, request.getURI(), request.getAttributes(), isJson(request) ? body : null);
	}

	static String operation(String method, @Nullable Object template) {
		String text = Objects.toString(template, "");
		String path = ORIGIN.matcher(text).replaceFirst("").split("[?#]", 2)[0];
		return path.isEmpty() ? method : method + " " + path;
	}

	private static boolean isJson(HttpRequest request) {
		String type = request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
		return type != null && type.toLowerCase(Locale.ROOT).contains("json");
	}

}
