package io.apipool.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand streams that nobody reads to their end. Spring's connector for the JDK's
 * client leaves the connection of such a stream open, also without us.
 */
class CancelledStreamsTests {

	private static final int WAVE = 200;

	private final StreamingServer server = new StreamingServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	static Stream<Arguments> connectors() {
		ConnectionProvider provider = ConnectionProvider.builder("cancelled").maxConnections(2 * WAVE).build();
		return Stream.of(
				Arguments.argumentSet("Reactor", new ReactorClientHttpConnector(HttpClient.create(provider)), 10_000),
				Arguments.argumentSet("JDK", new JdkClientHttpConnector(), 400));
	}

	@ParameterizedTest
	@MethodSource("connectors")
	@Timeout(300)
	void leaveNoPermitNoConnectionAndNoSlotBehind(ClientHttpConnector connector, int streams)
			throws InterruptedException {
		HttpFixture demo = HttpFixture.of(this.server.uri(),
				HttpFixture.keys("one").withLimits(WAVE + " concurrent", "1M tokens/h", "1M/h"));
		WebClient client = WebClientFixture.client(demo, connector);
		for (int wave = 0; wave < streams / WAVE; wave++) {
			cancelInMidFlight(client);
			assertThat(demo.used(WAVE + " concurrent")).isZero();
		}
		assertThat(demo.inFlight()).isZero();
		assertThat(demo.used("1M/h")).isEqualTo(streams);
		assertThat(demo.used("1M tokens/h")).isEqualTo(8L * streams);
		if (connector instanceof ReactorClientHttpConnector) {
			assertThat(this.server.awaitNoneOpen(Duration.ofSeconds(60))).isTrue();
		}
	}

	private static void cancelInMidFlight(WebClient client) throws InterruptedException {
		CountDownLatch flying = new CountDownLatch(WAVE);
		List<Disposable> streams = IntStream.range(0, WAVE).mapToObj((i) -> stream(client, flying)).toList();
		assertThat(flying.await(60, TimeUnit.SECONDS)).isTrue();
		streams.forEach(Disposable::dispose);
	}

	private static Disposable stream(WebClient client, CountDownLatch flying) {
		return client.get()
			.uri("/stream")
			.attribute(RequestFacts.TOKENS, 50)
			.retrieve()
			.bodyToFlux(DataBuffer.class)
			.doOnNext(DataBufferUtils::release)
			.index()
			.subscribe((part) -> {
				if (part.getT1() == 0) {
					flying.countDown();
				}
			});
	}

}
