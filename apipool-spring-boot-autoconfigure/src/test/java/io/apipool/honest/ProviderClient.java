package io.apipool.honest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Calls the provider as an SDK would: over connections that are used again, with an
 * exception for an answer that is not 2xx. Each call carries a number of its own, because
 * the JDK's client now and then sends a GET twice without telling.
 */
public final class ProviderClient {

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Map<String, Long> sentAt = new ConcurrentHashMap<>();

	private final AtomicLong numbers = new AtomicLong();

	private final URI base;

	/**
	 * Creates a client.
	 * @param base where the provider listens
	 */
	public ProviderClient(URI base) {
		this.base = base;
	}

	/**
	 * Opens connections, so that none of the first calls has to.
	 * @param connections how many
	 * @return this
	 */
	public ProviderClient warmUp(int connections) {
		HttpRequest request = HttpRequest.newBuilder(this.base.resolve("/warm-up")).build();
		Stream.generate(() -> this.http.sendAsync(request, BodyHandlers.ofString()))
			.limit(connections)
			.toList()
			.forEach(CompletableFuture::join);
		return this;
	}

	/**
	 * Makes one call.
	 * @param secret the key
	 * @return the answer's body
	 * @throws ProviderException if the answer is not 2xx
	 */
	public String call(String secret) {
		try {
			return body(this.http.send(request(secret), BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException();
		}
	}

	/**
	 * Makes one call without holding a thread.
	 * @param secret the key
	 * @return the answer's body, or what {@link #call} throws
	 */
	public CompletionStage<String> callAsync(String secret) {
		return this.http.sendAsync(request(secret), BodyHandlers.ofString()).thenApply(ProviderClient::body);
	}

	/**
	 * Returns when each call was sent, by its number.
	 * @return instants of {@link System#nanoTime()}
	 */
	public Map<String, Long> sentAt() {
		return this.sentAt;
	}

	private HttpRequest request(String secret) {
		String number = Long.toString(this.numbers.incrementAndGet());
		this.sentAt.put(number, System.nanoTime());
		return HttpRequest.newBuilder(this.base)
			.header("Authorization", "Bearer " + secret)
			.header("X-Call-Id", number)
			.build();
	}

	private static String body(HttpResponse<String> response) {
		if (response.statusCode() / 100 != 2) {
			throw new ProviderException(response.statusCode(), response.headers().map(), response.body());
		}
		return response.body();
	}

}
