package io.apipool.config;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;
import io.apipool.http.PooledRestClients;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.client.RestClient;

/**
 * Calls a provider in both ways: an annotated method that is given a key, and a client
 * whose requests are.
 */
class ProviderCalls {

	private final AtomicReference<Set<String>> gone = new AtomicReference<>(Set.of());

	private final RestClient plain;

	private final PooledRestClients clients;

	private final AtomicReference<RestClient> pooled = new AtomicReference<>();

	ProviderCalls(RestClient.Builder builder, PooledRestClients clients, @Value("${provider:}") String provider) {
		this.plain = builder.baseUrl(provider).build();
		this.clients = clients;
	}

	/**
	 * From now on no call may begin that is given one of these.
	 * @param gone ids and secrets
	 */
	void gone(String... gone) {
		this.gone.set(Set.of(gone));
	}

	Set<String> gone() {
		return this.gone.get();
	}

	/**
	 * Calls with the pool's key.
	 * @param gone what had gone when the call began
	 */
	@PooledApiCall("demo")
	public void annotated(String number, Set<String> gone, ApiKey key) {
		if (gone.contains(key.id()) || gone.contains(key.value())) {
			throw new IllegalStateException("given after it had left: " + key);
		}
		call(this.plain.post().uri("/").header("Authorization", "Bearer " + key.value()), number);
	}

	void pooled(String number) {
		RestClient client = this.pooled.updateAndGet((known) -> (known != null) ? known : this.clients.create("demo"));
		call(client.post().uri("/"), number);
	}

	private static void call(RestClient.RequestBodySpec request, String number) {
		request.header("X-Call-Id", number).retrieve().toBodilessEntity();
	}

}
