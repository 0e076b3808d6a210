package io.apipool.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.apipool.ApiKeyPool;
import io.apipool.http.PooledRestClients;
import io.apipool.http.PooledWebClients;
import io.apipool.reactive.ReactivePooledKeys;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

/** Callers whose requests are given their keys on the way. */
final class HttpCallers {

	private final Tally tally;

	private final Duration timeout;

	private final RestClient blocking;

	private final WebClient reactive;

	HttpCallers(PooledRestClients clients, PooledWebClients webClients, ApiKeyPool pool, Sender sender, Tally tally,
			Duration timeout) {
		this.tally = tally;
		this.timeout = timeout;
		JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(sender.http());
		factory.setReadTimeout(timeout);
		this.blocking = clients.builder(pool.name()).requestFactory(factory).requestInterceptor(this::counted).build();
		JdkClientHttpConnector connector = new JdkClientHttpConnector(sender.http());
		connector.setReadTimeout(timeout);
		this.reactive = webClients.builder(pool.name()).clientConnector(connector).filter(this::counted).build();
	}

	private ClientHttpResponse counted(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		String operation = "POST " + request.getURI().getPath();
		String key = owner(request.getHeaders());
		long number = this.tally.sending(operation, key);
		request.getHeaders().set("X-Call-Id", Long.toString(number));
		ClientHttpResponse response = execution.execute(request, body);
		this.tally.answered(number, operation, key, response.getStatusCode().value());
		return response;
	}

	private Mono<ClientResponse> counted(ClientRequest request, ExchangeFunction next) {
		return ReactivePooledKeys.current().flatMap((lease) -> {
			String operation = "POST " + request.url().getPath();
			String key = lease.key().id();
			long number = this.tally.sending(operation, key);
			return next.exchange(ClientRequest.from(request).header("X-Call-Id", Long.toString(number)).build())
				.doOnNext((answer) -> this.tally.answered(number, operation, key, answer.statusCode().value()));
		});
	}

	private static String owner(HttpHeaders headers) {
		return LiveKeys.owner(String.valueOf(headers.getFirst("Authorization")).substring("Bearer ".length()));
	}

	void block() {
		this.blocking.post().uri("/blocking").retrieve().toBodilessEntity();
	}

	/** Gives up now and then before the answer has come. */
	void react() {
		long millis = (ThreadLocalRandom.current().nextInt(10) > 0) ? 5 * this.timeout.toMillis()
				: 1 + ThreadLocalRandom.current().nextInt(60);
		this.reactive.post().uri("/reactive").retrieve().toBodilessEntity().block(Duration.ofMillis(millis));
	}

	/** Reads the first part of an answer only. */
	void readPart() {
		this.reactive.post()
			.uri("/part")
			.retrieve()
			.bodyToFlux(DataBuffer.class)
			.doOnNext(DataBufferUtils::release)
			.take(1 + ThreadLocalRandom.current().nextInt(3))
			.blockLast(this.timeout.multipliedBy(5));
	}

}
