package io.apipool.http;

import java.io.IOException;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ReactorClientHttpRequestFactory;

/**
 * Requests of Reactor Netty's client, which is copied to follow no redirects.
 */
final class ReactorRequests {

	private ReactorRequests() {
	}

	static @Nullable ClientHttpRequest unfollowing(ClientHttpRequest request) throws IOException {
		HttpClient client = HiddenFields.read(request, HttpClient.class);
		if (client == null || client.configuration().followRedirectPredicate() == null) {
			return (client != null) ? request : null;
		}
		ReactorClientHttpRequestFactory factory = new ReactorClientHttpRequestFactory(client.followRedirect(false));
		Executor executor = HiddenFields.read(request, Executor.class);
		if (executor != null) {
			factory.setExecutor(executor);
		}
		return factory.createRequest(request.getURI(), request.getMethod());
	}

}
