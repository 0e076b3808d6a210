package io.apipool.http;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.apipool.Timekeeper;
import io.apipool.definition.KeyPlacement;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * No key leaves its origin, whatever client sends the request and however that treats
 * redirects by itself.
 */
class RedirectTests {

	private final TestServer other = new TestServer((received, exchange) -> TestServer.send(exchange, 200, "got it"));

	private final TestServer provider = new TestServer((received, exchange) -> {
		exchange.getResponseHeaders().add("Location", this.other.uri() + "/stolen");
		TestServer.send(exchange, 307, "");
	});

	@AfterEach
	void close() {
		this.provider.close();
		this.other.close();
	}

	static Stream<Arguments> everyFactoryAndPlacement() {
		List<KeyPlacement> placements = List.of(KeyPlacement.BEARER, new KeyPlacement("X-Api-Key", "", null),
				new KeyPlacement(null, "", "key"));
		return factories().entrySet()
			.stream()
			.flatMap((factory) -> placements.stream()
				.map((key) -> Arguments.argumentSet(factory.getKey() + ", " + key, factory.getValue(), key)));
	}

	private static Map<String, ClientHttpRequestFactory> factories() {
		HttpClientSettings follow = HttpClientSettings.defaults().withRedirects(HttpRedirects.FOLLOW);
		HttpClient jdk = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
		reactor.netty.http.client.HttpClient netty = reactor.netty.http.client.HttpClient.create().followRedirect(true);
		return Map.ofEntries(Map.entry("JDK", new JdkClientHttpRequestFactory(jdk)),
				Map.entry("HttpComponents", new HttpComponentsClientHttpRequestFactory(HttpClients.createDefault())),
				Map.entry("Jetty", new JettyClientHttpRequestFactory()),
				Map.entry("Reactor", new ReactorClientHttpRequestFactory(netty)),
				Map.entry("simple", new SimpleClientHttpRequestFactory()),
				Map.entry("buffering", new BufferingClientHttpRequestFactory(new JdkClientHttpRequestFactory(jdk))),
				Map.entry("Boot's JDK", ClientHttpRequestFactoryBuilder.jdk().build(follow)),
				Map.entry("Boot's HttpComponents", ClientHttpRequestFactoryBuilder.httpComponents().build(follow)),
				Map.entry("Boot's Jetty", ClientHttpRequestFactoryBuilder.jetty().build(follow)),
				Map.entry("Boot's Reactor", ClientHttpRequestFactoryBuilder.reactor().build(follow)),
				Map.entry("Boot's simple", ClientHttpRequestFactoryBuilder.simple().build(follow)));
	}

	@ParameterizedTest
	@MethodSource("everyFactoryAndPlacement")
	void noRedirectTakesTheKeyToAnotherHost(ClientHttpRequestFactory factory, KeyPlacement key) {
		RestClient client = RestClient.builder()
			.requestFactory(factory)
			.requestInterceptor(demo(key).clients().interceptor("demo"))
			.build();
		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
			assertThatIllegalStateException()
				.isThrownBy(() -> client.method(method).uri(this.provider.uri()).retrieve().body(String.class))
				.withMessage("demo: refused to send the key to " + this.other.uri() + " (allowed: "
						+ this.provider.uri() + ")");
			assertThatIllegalStateException()
				.isThrownBy(() -> client.method(method).uri(this.other.uri()).retrieve().body(String.class));
		}
		assertThat(this.provider.received).hasSize(2).allMatch((received) -> received.toString().contains("canary"));
		assertThat(this.other.received).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("everyFactoryAndPlacement")
	void otherInterceptorsStayBetweenAKeyAndItsClient(ClientHttpRequestFactory factory, KeyPlacement key) {
		ClientHttpRequestInterceptor mark = (request, body, execution) -> {
			request.getHeaders().add("X-Mark", "m");
			return execution.execute(request, body);
		};
		RestClient client = RestClient.builder()
			.requestFactory(factory)
			.requestInterceptor(demo(key).clients().interceptor("demo"))
			.requestInterceptor(mark)
			.requestInterceptor((request, body, execution) -> execution.execute(request, body))
			.build();
		assertThatIllegalStateException()
			.isThrownBy(() -> client.get().uri(this.provider.uri()).retrieve().body(String.class));
		assertThat(this.provider.received).hasSize(1).allMatch((received) -> received.headers().containsKey("X-Mark"));
		assertThat(this.other.received).isEmpty();
	}

	@Test
	void aClientOfUnknownKindGetsNoKeyUnlessThatIsAllowed() {
		List<MockClientHttpRequest> requests = new ArrayList<>();
		ClientHttpRequestFactory unknown = (uri, method) -> {
			MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
			request.setResponse(new MockClientHttpResponse(new byte[0], 200));
			requests.add(request);
			return request;
		};
		assertThatIllegalStateException()
			.isThrownBy(() -> get(unknown, HttpFixture.of(this.provider.uri(), HttpFixture.keys("canary"))))
			.withMessageStartingWith("demo: refused to put the key on a request of ")
			.withMessageEndingWith("apipool.http.allow-unchecked-redirects=true");
		assertThat(requests).allMatch((request) -> !request.isExecuted());
		get(unknown, HttpFixture.unchecked(this.provider.uri(), HttpFixture.keys("canary")));
		assertThat(requests.get(requests.size() - 1).getHeaders().getFirst("Authorization")).isEqualTo("Bearer canary");
	}

	private void get(ClientHttpRequestFactory factory, HttpFixture demo) {
		RestClient.builder()
			.requestFactory(factory)
			.requestInterceptor(demo.clients().interceptor("demo"))
			.build()
			.get()
			.uri(this.provider.uri())
			.retrieve()
			.toBodilessEntity();
	}

	private HttpFixture demo(KeyPlacement key) {
		return HttpFixture.of(Timekeeper.system(), HttpFixture.keys("canary"),
				HttpFixture.provider(this.provider.uri(), key));
	}

}
