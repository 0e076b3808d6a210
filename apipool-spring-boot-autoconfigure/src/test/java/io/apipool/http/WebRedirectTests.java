package io.apipool.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.apipool.Timekeeper;
import io.apipool.definition.KeyPlacement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * No key leaves its origin, whatever connector sends the request and however that treats
 * redirects by itself.
 */
class WebRedirectTests {

	private final TestServer other = new TestServer((received, exchange) -> TestServer.send(exchange, 200, "got it"));

	private TestServer.Answering answering = (received, exchange) -> {
		exchange.getResponseHeaders().add("Location", this.other.uri() + "/stolen");
		TestServer.send(exchange, 307, "elsewhere");
	};

	private final TestServer provider = new TestServer(
			(received, exchange) -> this.answering.answer(received, exchange));

	@AfterEach
	void close() {
		this.provider.close();
		this.other.close();
	}

	static Stream<Arguments> everyConnectorAndPlacement() {
		List<KeyPlacement> placements = List.of(KeyPlacement.BEARER, new KeyPlacement("X-Api-Key", "", null),
				new KeyPlacement(null, "", "key"));
		return connectors().entrySet()
			.stream()
			.flatMap((each) -> placements.stream()
				.map((key) -> Arguments.argumentSet(each.getKey() + ", " + key, each.getValue(), key)));
	}

	private static Map<String, ClientHttpConnector> connectors() {
		HttpClientSettings follow = HttpClientSettings.defaults().withRedirects(HttpRedirects.FOLLOW);
		Map<String, ClientHttpConnector> following = WebClientFixture.followingConnectors();
		Map<String, ClientHttpConnector> plain = WebClientFixture.connectors();
		return Map.of("Reactor", plain.get("Reactor"), "JDK", plain.get("JDK"), "following Reactor",
				following.get("Reactor"), "following JDK", following.get("JDK"), "Boot's Reactor",
				ClientHttpConnectorBuilder.reactor().build(follow), "Boot's JDK",
				ClientHttpConnectorBuilder.jdk().build(follow));
	}

	@ParameterizedTest
	@MethodSource("everyConnectorAndPlacement")
	void noRedirectTakesTheKeyToAnotherHost(ClientHttpConnector connector, KeyPlacement key) {
		HttpFixture demo = demo(key);
		WebClient client = WebClientFixture.client(demo, connector);
		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
			assertThatIllegalStateException()
				.isThrownBy(() -> client.method(method).uri("/").retrieve().bodyToMono(String.class).block())
				.withMessage("demo: refused to send the key to " + this.other.uri() + " (allowed: "
						+ this.provider.uri() + ")");
			assertThatIllegalStateException().isThrownBy(
					() -> client.method(method).uri(this.other.uri()).retrieve().bodyToMono(String.class).block());
		}
		assertThat(this.provider.received).hasSize(2).allMatch((received) -> received.toString().contains("canary"));
		assertThat(this.other.received).isEmpty();
		assertThat(demo.inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("everyConnectorAndPlacement")
	void otherFiltersStayBetweenAKeyAndItsConnector(ClientHttpConnector connector, KeyPlacement key) {
		PooledWebClients clients = WebClientFixture.clients(demo(key), WebClient.builder().clientConnector(connector));
		WebClient client = clients.builder("demo")
			.filter((request, next) -> next.exchange(ClientRequest.from(request).header("X-Mark", "m").build()))
			.filter((request, next) -> next.exchange(request))
			.build();
		assertThatIllegalStateException()
			.isThrownBy(() -> client.get().uri("/").retrieve().bodyToMono(String.class).block());
		assertThat(this.provider.received).hasSize(1)
			.allMatch((received) -> received.headers().containsKey("X-Mark"))
			.allMatch((received) -> received.toString().contains("canary"));
		assertThat(this.other.received).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("everyConnectorAndPlacement")
	void redirectsWithinTheOriginAreFollowedFiveTimes(ClientHttpConnector connector, KeyPlacement key) {
		this.answering = (received, exchange) -> {
			int step = Integer.parseInt(received.uri().getPath().substring(1));
			exchange.getResponseHeaders().add("Location", "/" + (step - 1));
			TestServer.send(exchange, (step > 0) ? 307 : 200, received.body());
		};
		WebClient client = WebClientFixture.client(demo(key), connector);
		String answer = client.post().uri("/5").bodyValue("content").retrieve().bodyToMono(String.class).block();
		assertThat(answer).isEqualTo("content");
		assertThat(this.provider.received).hasSize(6).allMatch((received) -> received.toString().contains("canary"));
		assertThatIllegalStateException().isThrownBy(() -> client.get().uri("/6").retrieve().toBodilessEntity().block())
			.withMessage("demo: more than 5 redirects one after another");
	}

	@Test
	void afterAPostThatIsSentElsewhereAGetFollowsWithoutItsBody() {
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("Location", "/there");
			TestServer.send(exchange, received.method().equals("POST") ? 303 : 200, "x");
		};
		WebClient client = WebClientFixture.client(demo(KeyPlacement.BEARER), WebClientFixture.connectors().get("JDK"));
		client.post().uri("/").bodyValue("content").retrieve().toBodilessEntity().block();
		assertThat(this.provider.received).extracting(TestServer.Received::method).containsExactly("POST", "GET");
		assertThat(this.provider.received.get(1).headers()).doesNotContainKey("Content-Type");
		assertThat(this.provider.received.get(1).body()).isEmpty();
	}

	@Test
	void aConnectorOfUnknownKindGetsNoKeyUnlessThatIsAllowed() {
		ClientHttpConnector unknown = new HttpComponentsClientHttpConnector();
		assertThatIllegalStateException()
			.isThrownBy(() -> get(WebClient.builder().clientConnector(unknown), demo(KeyPlacement.BEARER)))
			.withMessageStartingWith("demo: refused to put the key on a request of ")
			.withMessageContaining("HttpComponentsClientHttpConnector")
			.withMessageEndingWith("apipool.http.allow-unchecked-redirects=true");
		WebClient.Builder own = WebClient.builder()
			.exchangeFunction((request) -> Mono.just(ClientResponse.create(HttpStatus.OK).build()));
		assertThatIllegalStateException().isThrownBy(() -> get(own.clone(), demo(KeyPlacement.BEARER)))
			.withMessageContaining("this client");
		get(own, HttpFixture.unchecked(this.provider.uri(), HttpFixture.keys("canary")));
	}

	private void get(WebClient.Builder builder, HttpFixture demo) {
		WebClientFixture.clients(demo, builder).create("demo").get().uri("/").retrieve().toBodilessEntity().block();
	}

	private HttpFixture demo(KeyPlacement key) {
		return HttpFixture.of(Timekeeper.system(), HttpFixture.keys("canary"),
				HttpFixture.provider(this.provider.uri(), key));
	}

}
