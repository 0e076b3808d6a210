package io.apipool.http;

import java.io.OutputStream;

import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;

/**
 * Requests of Apache HttpComponents. Their context says whether redirects are followed.
 * The client also sends a request again by itself after a 429 or 503, with the same key,
 * and nothing but a body that cannot be repeated holds it back; so a request without a
 * body gets an empty one.
 */
final class HttpComponentsRequests {

	private HttpComponentsRequests() {
	}

	static @Nullable ClientHttpRequest unfollowing(ClientHttpRequest request) {
		HttpClientContext context = HiddenFields.read(request, HttpClientContext.class);
		if (context == null) {
			return null;
		}
		RequestConfig config = context.getRequestConfig();
		context.setRequestConfig(RequestConfig.copy((config != null) ? config : RequestConfig.DEFAULT)
			.setRedirectsEnabled(false)
			.build());
		if (request instanceof StreamingHttpOutputMessage streaming && !HttpMethod.TRACE.equals(request.getMethod())) {
			request.getHeaders().setContentLength(0);
			streaming.setBody(HttpComponentsRequests::nothing);
		}
		return request;
	}

	private static void nothing(OutputStream body) {
	}

}
