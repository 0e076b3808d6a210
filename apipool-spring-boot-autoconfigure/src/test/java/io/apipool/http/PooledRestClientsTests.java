package io.apipool.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import io.apipool.CallRequest;
import io.apipool.KeyState;
import io.apipool.PoolExhaustedException;
import io.apipool.UnknownPoolException;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.WaitingDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Requests of {@code RestClient} and {@code RestTemplate} that carry keys of a pool.
 */
class PooledRestClientsTests {

	private TestServer.Answering answering = (received, exchange) -> TestServer.send(exchange, 200, "fine");

	private final TestServer server = new TestServer((received, exchange) -> this.answering.answer(received, exchange));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void eachRequestCarriesAKeyAndTheProvidersHeaders() {
		HttpFixture demo = demo(HttpFixture.keys("one", "two"));
		RestClient client = demo.client();
		for (int i = 0; i < 4; i++) {
			assertThat(client.get().uri("/pages").retrieve().body(String.class)).isEqualTo("fine");
		}
		assertThat(this.server.received).extracting(TestServer.Received::key)
			.containsExactlyInAnyOrder("one", "two", "one", "two");
		assertThat(this.server.received).allMatch((received) -> "7".equals(received.headers().get("X-Version")));
		assertThat(demo.inFlight()).isZero();
	}

	@Test
	void whatTheApplicationHasSetItselfStays() {
		demo(HttpFixture.keys("one")).client().get().uri("/").header("X-Version", "8").retrieve().toBodilessEntity();
		assertThat(this.server.received.get(0).headers()).containsEntry("X-Version", "8");
	}

	@Test
	void aRestTemplateCarriesThemToo() {
		RestTemplate template = new RestTemplate();
		template.getInterceptors().add(demo(HttpFixture.keys("one")).clients().interceptor("demo"));
		assertThat(template.getForObject(this.server.uri(), String.class)).isEqualTo("fine");
		assertThat(this.server.received.get(0).key()).isEqualTo("one");
	}

	@Test
	void aRejectedKeyIsOutAndOthersServe() {
		this.answering = (received, exchange) -> TestServer.send(exchange, received.key().equals("one") ? 401 : 200,
				"answer");
		HttpFixture demo = demo(HttpFixture.keys("one", "two"));
		RestClient client = demo.client();
		for (int i = 0; i < 6; i++) {
			assertThat(client.get().uri("/").retrieve().body(String.class)).isEqualTo("answer");
		}
		assertThat(this.server.received).filteredOn((received) -> received.key().equals("one")).hasSize(1);
		assertThat(demo.key("one").state()).isEqualTo(KeyState.INVALID);
	}

	@Test
	void aThrottledRequestIsSentAgainWithAnotherKeyAndTheSameBody() {
		this.answering = refusing("one", 429);
		HttpFixture demo = demo(HttpFixture.keys("one", "two"));
		for (int i = 0; i < 2; i++) {
			assertThat(demo.client().post().uri("/").body("question").retrieve().body(String.class)).isEqualTo("fine");
		}
		assertThat(this.server.received).extracting(TestServer.Received::key).containsOnlyOnce("one");
		assertThat(this.server.received).hasSize(3).allMatch((received) -> received.body().equals("question"));
		assertThat(demo.key("one").state()).isEqualTo(KeyState.COOLING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "PUT", "DELETE" })
	void noClientRepeatsARequestByItself(String method) {
		this.answering = (received, exchange) -> TestServer.send(exchange, 429, "");
		HttpFixture demo = demo(HttpFixture.keys("one", "two"));
		assertThatExceptionOfType(HttpClientErrorException.class)
			.isThrownBy(() -> demo.client().method(HttpMethod.valueOf(method)).uri("/").retrieve().toBodilessEntity());
		assertThat(this.server.received).extracting(TestServer.Received::key).containsExactlyInAnyOrder("one", "two");
	}

	@Test
	void whenAllAttemptsFailTheCallerSeesTheProvidersOwnAnswer() {
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("X-Request-Id", "r-" + this.server.received.size());
			TestServer.send(exchange, 429, "{\"error\":\"slow down\"}");
		};
		HttpFixture demo = demo(HttpFixture.keys("one", "two"));
		assertThatExceptionOfType(HttpClientErrorException.TooManyRequests.class)
			.isThrownBy(() -> demo.client().get().uri("/").retrieve().body(String.class))
			.satisfies((ex) -> {
				assertThat(ex.getResponseBodyAsString()).isEqualTo("{\"error\":\"slow down\"}");
				assertThat(ex.getResponseHeaders()).isNotNull();
				assertThat(ex.getResponseHeaders().getFirst("X-Request-Id")).isEqualTo("r-2");
			});
		assertThatExceptionOfType(PoolExhaustedException.class)
			.isThrownBy(() -> demo.client().get().uri("/").retrieve().body(String.class));
		assertThat(this.server.received).hasSize(2);
		assertThat(demo.inFlight()).isZero();
	}

	@Test
	void aBadRequestHurtsNoKeyAndIsNotSentAgain() {
		this.answering = (received, exchange) -> TestServer.send(exchange, 400, "no such field");
		HttpFixture demo = demo(HttpFixture.keys("one", "two"));
		assertThatExceptionOfType(HttpClientErrorException.BadRequest.class)
			.isThrownBy(() -> demo.client().get().uri("/").retrieve().body(String.class))
			.withMessageContaining("no such field");
		assertThat(this.server.received).hasSize(1);
		assertThat(demo.pool().keys()).allMatch((key) -> key.state() == KeyState.USABLE);
	}

	@Test
	void aPostIsNotSentAgainAfterABrokenConnection() {
		this.answering = (received, exchange) -> exchange.close();
		HttpFixture demo = demo(HttpFixture.keys("one", "two"));
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> demo.client().post().uri("/").body("order").retrieve().body(String.class));
		assertThat(this.server.received).hasSize(1);
	}

	@Test
	void anOverloadedProviderGetsAPostAgainOnlyIfItSaidWhen() {
		this.answering = (received, exchange) -> TestServer.send(exchange, 503, "");
		HttpFixture demo = demo(HttpFixture.keys("one", "two"));
		assertThatExceptionOfType(HttpServerErrorException.class)
			.isThrownBy(() -> demo.client().post().uri("/").body("order").retrieve().body(String.class));
		assertThat(this.server.received).hasSize(1);
	}

	@Test
	void aKeyGoesToNoOtherOrigin() {
		HttpFixture demo = demo(HttpFixture.keys("one"));
		try (TestServer other = new TestServer((received, exchange) -> TestServer.send(exchange, 200, ""))) {
			assertThatIllegalStateException()
				.isThrownBy(() -> demo.client().get().uri(other.uri()).retrieve().body(String.class))
				.withMessage(
						"demo: refused to send the key to " + other.uri() + " (allowed: " + this.server.uri() + ")");
			assertThat(other.received).isEmpty();
		}
		assertThat(demo.key("one").inFlight()).isZero();
		assertThat(demo.key("one").state()).isEqualTo(KeyState.USABLE);
	}

	@Test
	void tenRequestsInsideOnePooledCallTakeTenPermits() throws Exception {
		HttpFixture demo = demo(HttpFixture.keys("one", "two").withLimits("100/m"));
		RestClient client = demo.client();
		demo.pool().run("report", (key) -> {
			for (int i = 0; i < 10; i++) {
				client.get().uri("/").retrieve().body(String.class);
			}
		});
		assertThat(this.server.received).hasSize(10).extracting(TestServer.Received::key).containsOnly("one");
		assertThat(demo.used("100/m")).isEqualTo(10);
		assertThat(demo.inFlight()).isZero();
	}

	@Test
	void insideACallARefusalIsReportedAndTheCallIsMadeAgain() throws Exception {
		this.answering = refusing("one", 401);
		HttpFixture demo = demo(HttpFixture.keys("one", "two"));
		RestClient client = demo.client();
		AtomicInteger runs = new AtomicInteger();
		String answer = demo.pool().call("report", (key) -> {
			runs.incrementAndGet();
			return client.get().uri("/").retrieve().body(String.class);
		});
		assertThat(answer).isEqualTo("fine");
		assertThat(runs).hasValue(2);
		assertThat(this.server.received).extracting(TestServer.Received::key).containsExactly("one", "two");
		assertThat(demo.key("one").state()).isEqualTo(KeyState.INVALID);
	}

	@Test
	void aKeyIsHeldUntilTheAnswerWasReadToItsEnd() throws IOException {
		HttpFixture demo = demo(HttpFixture.keys("one").withLimits("1 concurrent"));
		InputStream body = demo.client().get().uri("/").exchange((request, response) -> response.getBody(), false);
		assertThat(demo.inFlight()).isOne();
		assertThat(demo.pool().tryAcquire(CallRequest.of("other"))).isEmpty();
		assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("fine");
		assertThat(demo.inFlight()).isZero();
		body.close();
	}

	@Test
	void anAnswerThatIsClosedGivesItsKeyBack() throws IOException {
		HttpFixture demo = demo(HttpFixture.keys("one").withLimits("1 concurrent"));
		demo.client().get().uri("/").exchange((request, response) -> response.getBody(), false).close();
		assertThat(demo.inFlight()).isZero();
		demo.client().get().uri("/").retrieve().toBodilessEntity();
		assertThat(demo.inFlight()).isZero();
	}

	@Test
	void tokensAreEstimatedByTheBodyAndSettledByTheAnswer() {
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			TestServer.send(exchange, 200, "{\"usage\":{\"in\":30,\"out\":12}}");
		};
		HttpFixture demo = demo(HttpFixture.keys("one").withLimits("1000 tokens/m"));
		demo.client()
			.post()
			.uri("/")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"model\":\"m\",\"max_tokens\":900}")
			.exchange((request, response) -> {
				assertThat(demo.used("1000 tokens/m")).isEqualTo(900);
				return response.getBody().readAllBytes();
			});
		assertThat(demo.used("1000 tokens/m")).isEqualTo(42);
	}

	@Test
	void redirectsAreFollowedWithinTheOriginAlone() {
		this.answering = (received, exchange) -> {
			int step = Integer.parseInt(received.uri().getPath().substring(1));
			exchange.getResponseHeaders().add("Location", "/" + (step + 1));
			TestServer.send(exchange, (step < 5) ? 302 : 200, "");
		};
		HttpFixture demo = demo(HttpFixture.keys("one"));
		demo.client().get().uri("/0").retrieve().toBodilessEntity();
		assertThat(this.server.received).hasSize(6).extracting(TestServer.Received::key).containsOnly("one");
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("Location", "/again");
			TestServer.send(exchange, 302, "");
		};
		assertThatIllegalStateException().isThrownBy(() -> demo.client().get().uri("/").retrieve().toBodilessEntity())
			.withMessage("demo: more than 5 redirects one after another");
	}

	@Test
	void anUnknownPoolIsNamedWithThoseThereAre() {
		assertThatExceptionOfType(UnknownPoolException.class)
			.isThrownBy(() -> demo(HttpFixture.keys("one")).clients().create("other"))
			.withMessageContaining("demo");
	}

	@Test
	void theRequestIsReadyToBeMadeBySeveralThreads() throws Exception {
		HttpFixture demo = demo(HttpFixture.keys("one", "two", "three").withWaiting(WaitingDefinition.DEFAULTS));
		RestClient client = demo.client();
		List<String> answers = IntStream.range(0, 100)
			.parallel()
			.mapToObj((i) -> client.get().uri("/").retrieve().body(String.class))
			.toList();
		assertThat(answers).hasSize(100).containsOnly("fine");
		assertThat(demo.inFlight()).isZero();
	}

	private HttpFixture demo(PoolDefinition definition) {
		return HttpFixture.of(this.server.uri(), definition);
	}

	private TestServer.Answering refusing(String key, int status) {
		return (received, exchange) -> refuse(received, exchange, key, status);
	}

	private static void refuse(TestServer.Received received, HttpExchange exchange, String key, int status)
			throws IOException {
		boolean refused = received.key().equals(key);
		TestServer.send(exchange, refused ? status : 200, refused ? "refused" : "fine");
	}

}
