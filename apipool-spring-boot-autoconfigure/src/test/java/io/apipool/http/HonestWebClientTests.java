package io.apipool.http;

import java.time.Duration;
import java.util.stream.Stream;

import io.apipool.PoolExhaustedException;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.WaitingDefinition;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Quota;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code WebClient} against a provider that counts every request.
 */
class HonestWebClientTests {

	static Stream<Arguments> connectors() {
		return PooledWebClientsTests.connectors();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void sendsNothingBeyondTheLimitAndAllThatIsAllowed(ClientHttpConnector connector) {
		PoolDefinition definition = HttpFixture.keys("one", "two").withLimits("20/h");
		try (HonestProvider provider = HonestProvider.builder()
			.keys("one", "two")
			.limits(Quota.sliding(20, Duration.ofHours(1)))
			.start()) {
			HttpFixture demo = HttpFixture.of(provider.uri(), definition);
			WebClient client = WebClientFixture.client(demo, connector);
			long refused = Flux.range(0, 150)
				.flatMap((i) -> client.get()
					.uri("/")
					.retrieve()
					.toBodilessEntity()
					.map((answer) -> 0L)
					.onErrorReturn(PoolExhaustedException.class, 1L), 50)
				.reduce(0L, Long::sum)
				.blockOptional()
				.orElseThrow();
			assertThat(provider.report().beyond()).isZero();
			assertThat(provider.report().accepted()).isEqualTo(40);
			assertThat(refused).isEqualTo(110);
			assertThat(demo.inFlight()).isZero();
		}
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void allAreServedAndNoneIsBeyondALimitWhoseWindowPasses(ClientHttpConnector connector) {
		PoolDefinition definition = HttpFixture.keys("one", "two")
			.withLimits("20/s margin 900ms")
			.withWaiting(WaitingDefinition.DEFAULTS);
		try (HonestProvider provider = HonestProvider.builder()
			.keys("one", "two")
			.limits(Quota.sliding(20, Duration.ofSeconds(1)))
			.start()) {
			HttpFixture demo = HttpFixture.of(provider.uri(), definition);
			WebClient warm = WebClientFixture.client(
					HttpFixture.of(provider.uri(), HttpFixture.keys("warm").withWaiting(WaitingDefinition.DEFAULTS)),
					connector);
			send(warm, "/warm-up", 8);
			send(WebClientFixture.client(demo, connector), "/", 100);
			assertThat(provider.report().beyond()).isZero();
			assertThat(provider.report().rejected()).isZero();
			assertThat(provider.report().accepted()).isEqualTo(100);
			assertThat(demo.inFlight()).isZero();
		}
	}

	private static void send(WebClient client, String path, int count) {
		Flux.range(0, count)
			.flatMap((
					i) -> client.get().uri(path).header("X-Call-Id", Integer.toString(i)).retrieve().toBodilessEntity(),
					8)
			.blockLast(Duration.ofSeconds(60));
	}

}
