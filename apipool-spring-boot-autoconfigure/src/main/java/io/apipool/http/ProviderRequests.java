package io.apipool.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import io.apipool.ApiKey;

import org.springframework.util.function.SingletonSupplier;

/**
 * Sends requests of our own to a provider: those that tell of a key, not those of the
 * application. With the JDK's client, which is always there, without redirects, and made
 * when the first request is sent: it has threads, and most applications send none.
 */
final class ProviderRequests {

	private static final Duration LONGEST = Duration.ofSeconds(10);

	private final SingletonSupplier<HttpClient> client = SingletonSupplier
		.of(() -> HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(LONGEST).build());

	/**
	 * Sends a request with a key to an address below the provider's.
	 */
	CompletableFuture<HttpResponse<byte[]>> send(Target target, String method, String path, ApiKey key) {
		URI uri = URI.create(target.baseUrl().toString().replaceAll("/$", "") + path);
		target.check(uri);
		HttpRequest.Builder request = HttpRequest.newBuilder(target.keyed(uri, key.value()))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.timeout(LONGEST);
		new Headers(request, new TreeSet<>()).write(target.provider(), key.value());
		return this.client.obtain().sendAsync(request.build(), BodyHandlers.ofByteArray());
	}

	/**
	 * The headers of the JDK's requests.
	 */
	private record Headers(HttpRequest.Builder request, Set<String> names) implements RequestHeaders {

		@Override
		public boolean has(String name) {
			return this.names.contains(name.toLowerCase(Locale.ROOT));
		}

		@Override
		public void set(String name, String value) {
			this.names.add(name.toLowerCase(Locale.ROOT));
			this.request.setHeader(name, value);
		}

	}

}
