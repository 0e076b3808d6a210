package io.apipool.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Creates the requests of an application's own factory so that they follow no redirect.
 * Each kind of client is told in its own way.
 *
 * @param factory the application's
 */
record Unfollowing(ClientHttpRequestFactory factory) implements ClientHttpRequestFactory {

	private static final String SPRING = "org.springframework.http.client.";

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
		ClientHttpRequest created = tryCreate(uri, method);
		if (created == null) {
			throw new IllegalStateException(
					this.factory.getClass().getName() + " creates requests of another kind now");
		}
		return created;
	}

	/**
	 * Creates a request, which sends nothing yet.
	 * @return the request, or null where it cannot be told whether it follows redirects
	 */
	@Nullable ClientHttpRequest tryCreate(URI uri, HttpMethod method) throws IOException {
		if (this.factory.getClass() == BufferingClientHttpRequestFactory.class) {
			return buffering((BufferingClientHttpRequestFactory) this.factory, uri, method);
		}
		return unfollowing(this.factory.createRequest(uri, method));
	}

	@SuppressWarnings("unchecked")
	private static @Nullable ClientHttpRequest buffering(BufferingClientHttpRequestFactory factory, URI uri,
			HttpMethod method) throws IOException {
		Unfollowing inner = new Unfollowing(factory.getDelegate());
		return (inner.tryCreate(uri, method) != null)
				? new BufferingClientHttpRequestFactory(inner, HiddenFields.read(factory, BiPredicate.class))
					.createRequest(uri, method)
				: null;
	}

	private static @Nullable ClientHttpRequest unfollowing(ClientHttpRequest request) throws IOException {
		String type = request.getClass().getName();
		return switch (type.startsWith(SPRING) ? type.substring(SPRING.length()) : "") {
			case "JdkClientHttpRequest" -> JdkRequests.unfollowing(request);
			case "SimpleClientHttpRequest" -> simple(request);
			case "HttpComponentsClientHttpRequest" -> HttpComponentsRequests.unfollowing(request);
			case "JettyClientHttpRequest" -> JettyRequests.unfollowing(request);
			case "ReactorClientHttpRequest" -> ReactorRequests.unfollowing(request);
			default -> null;
		};
	}

	private static @Nullable ClientHttpRequest simple(ClientHttpRequest request) {
		HttpURLConnection connection = HiddenFields.read(request, HttpURLConnection.class);
		if (connection == null) {
			return null;
		}
		connection.setInstanceFollowRedirects(false);
		return request;
	}

}
