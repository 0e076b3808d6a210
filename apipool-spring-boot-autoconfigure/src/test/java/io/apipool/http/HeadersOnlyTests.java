package io.apipool.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.apipool.definition.WaitingDefinition;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Load;
import io.apipool.honest.LoadResult;
import io.apipool.honest.Quota;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pools of which no limit is configured, against a provider that counts and announces its
 * limits in headers, for eleven of its windows. How much is used is asked for widely: the
 * machine that tests may be slow.
 */
@Tag("any-jdk")
class HeadersOnlyTests {

	private static final String[] KEYS = { "one", "two", "three", "four" };

	private static final Duration WINDOW = Duration.ofSeconds(2);

	/**
	 * Loads the classes before anything is judged.
	 */
	@BeforeAll
	static void warmUp() throws Exception {
		run(100, 50, 0, 3, Duration.ofMillis(200));
	}

	@ParameterizedTest(name = "{0} callers")
	@CsvSource({ "1, 5, 20", "200, 40, 200" })
	@Execution(ExecutionMode.CONCURRENT)
	void noRequestIsBeyondALimitThatHeadersAnnounceFromTheFirstOneOn(int callers, int amount, int latency)
			throws Exception {
		LoadResult result = run(callers, amount, latency, 9, WINDOW);
		assertThat(result.report().beyond()).as("beyond: %s", result).isZero();
		assertThat(result.failed()).isEmpty();
		assertThat(result.goodput().windows()).isGreaterThanOrEqualTo(9);
		assertThat(result.goodput().share()).as("used: %s", result).isGreaterThanOrEqualTo(0.9);
	}

	private static LoadResult run(int callers, int amount, int latency, int windows, Duration window)
			throws InterruptedException {
		try (HonestProvider provider = HonestProvider.builder()
			.keys(KEYS)
			.limits(Quota.fixed(amount, window))
			.jitter(Duration.ofMillis(20))
			.latency(Duration.ofMillis(latency), Duration.ZERO)
			.announced()
			.start()) {
			ClientHttpRequestFactory factory = connected(provider.uri(), callers);
			RestClient client = HttpFixture.of(provider.uri(), HttpFixture.keys(KEYS).withWaiting(patient()))
				.clients()
				.builder("demo")
				.requestFactory(factory)
				.build();
			AtomicLong numbers = new AtomicLong();
			return new Load(provider, callers, windows, window).run((sender) -> client.get()
				.uri("/")
				.header("X-Call-Id", Long.toString(numbers.incrementAndGet()))
				.retrieve()
				.toBodilessEntity());
		}
	}

	/**
	 * Opens the connections: a first call that opens its own comes late.
	 */
	private static ClientHttpRequestFactory connected(URI provider, int connections) {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		ClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(http);
		RestClient bare = RestClient.builder().baseUrl(provider).requestFactory(factory).build();
		ExecutorService threads = Executors.newFixedThreadPool(connections);
		IntStream.range(0, connections)
			.mapToObj((i) -> CompletableFuture.runAsync(() -> bare.get().uri("/warm-up").retrieve().toBodilessEntity(),
					threads))
			.toList()
			.forEach(CompletableFuture::join);
		threads.shutdown();
		return factory;
	}

	private static WaitingDefinition patient() {
		WaitingDefinition old = WaitingDefinition.DEFAULTS;
		return new WaitingDefinition(Duration.ofMinutes(2), 1000, old.overflow(), old.callTimeout(),
				old.streamTimeout(), old.leaseTimeout());
	}

}
