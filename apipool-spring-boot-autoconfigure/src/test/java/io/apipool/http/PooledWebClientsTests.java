package io.apipool.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.apipool.KeyState;
import io.apipool.PoolExhaustedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A key a request with {@code WebClient}, over each connector.
 */
class PooledWebClientsTests {

	private TestServer.Answering answering = (received, exchange) -> TestServer.send(exchange, 200, "fine");

	private final TestServer server = new TestServer((received, exchange) -> this.answering.answer(received, exchange));

	@AfterEach
	void close() {
		this.server.close();
	}

	static Stream<Arguments> connectors() {
		return WebClientFixture.connectors()
			.entrySet()
			.stream()
			.map((each) -> Arguments.argumentSet(each.getKey(), each.getValue()));
	}

	private HttpFixture demo(String... secrets) {
		return HttpFixture.of(this.server.uri(), HttpFixture.keys(secrets));
	}

	private HttpFixture limited(String... limits) {
		return HttpFixture.of(this.server.uri(), HttpFixture.keys("one").withLimits(limits));
	}

	private List<String> keys() {
		return this.server.received.stream().map(TestServer.Received::key).toList();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void eachRequestTakesTheNextKey(ClientHttpConnector connector) {
		WebClient client = WebClientFixture.client(demo("one", "two"), connector);
		for (int i = 0; i < 4; i++) {
			assertThat(client.get().uri("/v1/users").retrieve().bodyToMono(String.class).block()).isEqualTo("fine");
		}
		assertThat(keys()).containsExactly("one", "two", "one", "two");
		assertThat(this.server.received).allMatch((received) -> received.uri().equals(URI.create("/v1/users")));
		assertThat(this.server.received.get(0).headers()).containsEntry("X-Version", "7");
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whatIsNotSubscribedToTakesNothingAndEachSubscriptionTakesItsOwn(ClientHttpConnector connector) {
		HttpFixture demo = limited("9/m");
		Mono<String> answer = WebClientFixture.client(demo, connector)
			.get()
			.uri("/")
			.retrieve()
			.bodyToMono(String.class);
		assertThat(demo.used("9/m")).isZero();
		answer.block();
		answer.block();
		assertThat(demo.used("9/m")).isEqualTo(2);
		assertThat(this.server.received).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aRejectedKeyIsReplacedByAnother(ClientHttpConnector connector) {
		this.answering = (received, exchange) -> TestServer.send(exchange, received.key().equals("bad") ? 401 : 200,
				received.body());
		HttpFixture demo = demo("bad", "good");
		String answer = WebClientFixture.client(demo, connector)
			.post()
			.uri("/")
			.bodyValue("content")
			.retrieve()
			.bodyToMono(String.class)
			.block();
		assertThat(answer).isEqualTo("content");
		assertThat(keys()).containsExactly("bad", "good");
		assertThat(demo.key("bad").state()).isEqualTo(KeyState.INVALID);
		assertThat(demo.inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aThrottledKeyRestsAndAnotherServes(ClientHttpConnector connector) {
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("Retry-After", "60");
			TestServer.send(exchange, received.key().equals("one") ? 429 : 200, "body");
		};
		HttpFixture demo = demo("one", "two");
		String answer = WebClientFixture.client(demo, connector)
			.post()
			.uri("/")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Mono.just("{}"), String.class)
			.retrieve()
			.bodyToMono(String.class)
			.block();
		assertThat(answer).isEqualTo("body");
		assertThat(demo.key("one").state()).isEqualTo(KeyState.COOLING);
		assertThat(this.server.received).extracting(TestServer.Received::body).containsExactly("{}", "{}");
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whereNoKeyIsLeftTheCallerSeesTheLastAnswer(ClientHttpConnector connector) {
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("Retry-After", "60");
			TestServer.send(exchange, 429, "slow down, " + received.key());
		};
		WebClient client = WebClientFixture.client(demo("one", "two"), connector);
		assertThatExceptionOfType(WebClientResponseException.TooManyRequests.class)
			.isThrownBy(() -> client.get().uri("/").retrieve().bodyToMono(String.class).block())
			.satisfies((thrown) -> assertThat(thrown.getResponseBodyAsString()).isEqualTo("slow down, ***"))
			.satisfies((thrown) -> assertThat(thrown.getHeaders().getFirst("Retry-After")).isEqualTo("60"));
		assertThat(keys()).containsExactly("one", "two");
		assertThatExceptionOfType(PoolExhaustedException.class)
			.isThrownBy(() -> client.get().uri("/").retrieve().bodyToMono(String.class).block());
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aStreamedBodyIsNotSentASecondTime(ClientHttpConnector connector) {
		this.answering = (received, exchange) -> TestServer.send(exchange, 401, "");
		WebClient client = WebClientFixture.client(demo("one", "two"), connector);
		assertThatExceptionOfType(WebClientResponseException.Unauthorized.class).isThrownBy(() -> client.post()
			.uri("/")
			.body(Flux.just("a", "b"), String.class)
			.retrieve()
			.toBodilessEntity()
			.block());
		assertThat(this.server.received).extracting(TestServer.Received::body).containsExactly("ab");
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aLongErrorReachesTheCallerWhole(ClientHttpConnector connector) {
		this.answering = (received, exchange) -> TestServer.send(exchange, 400, "x".repeat(3_000_000));
		HttpFixture demo = demo("one");
		Integer length = WebClientFixture.client(demo, connector)
			.get()
			.uri("/")
			.exchangeToMono((
					response) -> response.bodyToFlux(byte[].class).map((bytes) -> bytes.length).reduce(0, Integer::sum))
			.block();
		assertThat(length).isEqualTo(3_000_000);
		assertThat(demo.inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aBrokenConnectionIsAFailureAndShowsNoKey(ClientHttpConnector connector) {
		HttpFixture demo = demo("canary");
		this.server.close();
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(
					() -> WebClientFixture.client(demo, connector).get().uri("/").retrieve().toBodilessEntity().block())
			.satisfies(
					(thrown) -> assertThat(thrown.getHeaders().toSingleValueMap().toString()).doesNotContain("canary"));
		assertThat(demo.inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aStreamIsSettledByItsTokens(ClientHttpConnector connector) {
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			for (int i = 1; i <= 3; i++) {
				exchange.getResponseBody()
					.write("data: {\"usage\":{\"in\":7,\"out\":%d}}\n\n".formatted(i).getBytes(StandardCharsets.UTF_8));
			}
		};
		HttpFixture demo = limited("1000 tokens/m");
		List<String> events = WebClientFixture.client(demo, connector)
			.post()
			.uri("/")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"max_tokens\":500}")
			.retrieve()
			.bodyToFlux(String.class)
			.collectList()
			.block();
		assertThat(events).hasSize(3);
		assertThat(demo.used("1000 tokens/m")).isEqualTo(10);
		assertThat(demo.inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whoeverWalksAwayPaysForWhatWasSeen(ClientHttpConnector connector) {
		CountDownLatch over = new CountDownLatch(1);
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody()
				.write("data: {\"usage\":{\"in\":7,\"out\":1}}\n\n".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			await(over);
		};
		HttpFixture demo = limited("1000 tokens/m");
		String first = WebClientFixture.client(demo, connector)
			.get()
			.uri("/")
			.attribute(RequestFacts.TOKENS, 500)
			.retrieve()
			.bodyToFlux(String.class)
			.doOnNext((event) -> assertThat(demo.used("1000 tokens/m")).isEqualTo(500))
			.next()
			.block();
		over.countDown();
		assertThat(first).contains("usage");
		assertThat(demo.used("1000 tokens/m")).isEqualTo(8);
		assertThat(demo.inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whereNothingWasSeenTheEstimateStays(ClientHttpConnector connector) {
		HttpFixture demo = limited("1000 tokens/m");
		WebClientFixture.client(demo, connector)
			.get()
			.uri("/")
			.attribute(RequestFacts.TOKENS, 500)
			.retrieve()
			.toBodilessEntity()
			.block();
		assertThat(demo.used("1000 tokens/m")).isEqualTo(500);
		assertThat(demo.inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void cancellingWhileTheAnswerIsAwaitedKeepsTheEstimate(ClientHttpConnector connector) throws InterruptedException {
		CountDownLatch arrived = new CountDownLatch(1);
		CountDownLatch over = new CountDownLatch(1);
		this.answering = (received, exchange) -> {
			arrived.countDown();
			await(over);
		};
		HttpFixture demo = limited("1000 tokens/m");
		var running = WebClientFixture.client(demo, connector)
			.get()
			.uri("/")
			.attribute(RequestFacts.TOKENS, 500)
			.retrieve()
			.toBodilessEntity()
			.subscribe();
		arrived.await();
		running.dispose();
		over.countDown();
		assertThat(demo.used("1000 tokens/m")).isEqualTo(500);
		assertThat(demo.inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void anAnswerThatIsNeverReadGivesItsKeyBackWhenCancelled(ClientHttpConnector connector)
			throws InterruptedException {
		HttpFixture demo = limited("1 concurrent");
		CountDownLatch answered = new CountDownLatch(1);
		var running = WebClientFixture.client(demo, connector).get().uri("/").exchangeToMono((response) -> {
			answered.countDown();
			return Mono.never();
		}).subscribe();
		answered.await();
		assertThat(demo.inFlight()).isOne();
		running.dispose();
		assertThat(demo.inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void cancellingWhileWaitingCostsNothing(ClientHttpConnector connector) {
		HttpFixture demo = limited("1/d");
		WebClient client = WebClientFixture.client(demo, connector);
		client.get().uri("/").retrieve().toBodilessEntity().block();
		var waiting = client.get().uri("/").retrieve().toBodilessEntity().subscribe((answer) -> {
		}, (thrown) -> {
		});
		waiting.dispose();
		assertThat(demo.used("1/d")).isOne();
		assertThat(this.server.received).hasSize(1);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
