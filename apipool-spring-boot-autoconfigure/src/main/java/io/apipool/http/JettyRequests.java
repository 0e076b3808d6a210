package io.apipool.http;

import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequest;

/**
 * Requests of Jetty's client: each says by itself whether redirects are followed.
 */
final class JettyRequests {

	private JettyRequests() {
	}

	static @Nullable ClientHttpRequest unfollowing(ClientHttpRequest request) {
		Request jetty = HiddenFields.read(request, Request.class);
		if (jetty == null) {
			return null;
		}
		jetty.followRedirects(false);
		return request;
	}

}
