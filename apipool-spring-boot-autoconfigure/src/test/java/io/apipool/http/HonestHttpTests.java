package io.apipool.http;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apipool.definition.PoolDefinition;
import io.apipool.definition.WaitingDefinition;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Quota;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests to a provider that counts: all of them are served, and no key is used beyond
 * its limit, whatever client sends them.
 */
class HonestHttpTests {

	static Stream<Named<ClientHttpRequestFactory>> factories() {
		return Stream
			.of(new HttpComponentsClientHttpRequestFactory(), new JdkClientHttpRequestFactory(),
					new JettyClientHttpRequestFactory(), new ReactorClientHttpRequestFactory(),
					new SimpleClientHttpRequestFactory())
			.map((factory) -> Named.of(factory.getClass().getSimpleName(), factory));
	}

	@ParameterizedTest
	@MethodSource("factories")
	void allRequestsAreServedAndNoneIsBeyondALimit(ClientHttpRequestFactory factory) {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try (HonestProvider provider = HonestProvider.builder()
			.keys("one", "two")
			.limits(Quota.sliding(20, Duration.ofSeconds(1)))
			.start()) {
			PoolDefinition pool = HttpFixture.keys("one", "two")
				.withLimits("20/s margin 900ms")
				.withWaiting(WaitingDefinition.DEFAULTS);
			RestClient client = client(provider.uri(), factory, pool);
			RestClient other = client(provider.uri(), factory,
					HttpFixture.keys("warm").withWaiting(WaitingDefinition.DEFAULTS));
			all(8, threads, (i) -> other.get().uri("/warm-up").retrieve().toBodilessEntity());
			all(60, threads, (i) -> call(client, i));
			assertThat(provider.report().accepted()).isEqualTo(60);
			assertThat(provider.report().beyond()).isZero();
			assertThat(provider.report().rejected()).isZero();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static RestClient client(URI provider, ClientHttpRequestFactory factory, PoolDefinition pool) {
		return HttpFixture.of(provider, pool).clients().builder("demo").requestFactory(factory).build();
	}

	private static void all(int count, ExecutorService threads, IntConsumer task) {
		IntStream.range(0, count)
			.mapToObj((i) -> CompletableFuture.runAsync(() -> task.accept(i), threads))
			.toList()
			.forEach(CompletableFuture::join);
	}

	private static void call(RestClient client, int number) {
		client.get().uri("/").header("X-Call-Id", Integer.toString(number)).retrieve().toBodilessEntity();
	}

}
