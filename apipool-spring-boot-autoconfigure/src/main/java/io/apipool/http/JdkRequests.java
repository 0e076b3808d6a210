package io.apipool.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Requests of the JDK's client. That decides for all of its requests alike, so one that
 * follows redirects gets a twin that does not.
 */
final class JdkRequests {

	private static final Map<HttpClient, HttpClient> TWINS = new ConcurrentReferenceHashMap<>();

	private JdkRequests() {
	}

	static @Nullable ClientHttpRequest unfollowing(ClientHttpRequest request) throws IOException {
		HttpClient client = HiddenFields.read(request, HttpClient.class);
		if (client == null || client.followRedirects() == HttpClient.Redirect.NEVER) {
			return (client != null) ? request : null;
		}
		HttpClient twin = twinOf(client);
		Executor executor = HiddenFields.read(request, Executor.class);
		Duration timeout = HiddenFields.read(request, Duration.class);
		JdkClientHttpRequestFactory factory = (executor != null) ? new JdkClientHttpRequestFactory(twin, executor)
				: new JdkClientHttpRequestFactory(twin);
		if (timeout != null) {
			factory.setReadTimeout(timeout);
		}
		return factory.createRequest(request.getURI(), request.getMethod());
	}

	/**
	 * Returns a client that sends the same way and follows no redirect.
	 */
	static HttpClient twinOf(HttpClient client) {
		return TWINS.computeIfAbsent(client, JdkRequests::twin);
	}

	private static HttpClient twin(HttpClient client) {
		HttpClient.Builder twin = HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.NEVER)
			.version(client.version())
			.sslContext(client.sslContext())
			.sslParameters(client.sslParameters());
		client.authenticator().ifPresent(twin::authenticator);
		client.connectTimeout().ifPresent(twin::connectTimeout);
		client.cookieHandler().ifPresent(twin::cookieHandler);
		client.executor().ifPresent(twin::executor);
		client.proxy().ifPresent(twin::proxy);
		return Objects.requireNonNull(twin.build());
	}

}
