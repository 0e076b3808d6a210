package io.apipool.http;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A request over a connection that was used before and is closed without an answer: the
 * provider may have counted it, so no client sends it again. The JDK's two clients do
 * that with GET, and cannot be told not to.
 */
@Timeout(60)
class UnansweredRequestTests {

	private final SilentServer server = new SilentServer();

	private final HttpFixture demo = HttpFixture.of(this.server.uri(), HttpFixture.keys("one"));

	@AfterEach
	void close() {
		this.server.close();
	}

	static Stream<Arguments> requests() {
		return HonestHttpTests.factories()
			.flatMap((factory) -> Stream.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)
				.filter((method) -> !HttpMethod.GET.equals(method) || !isOfTheJdk(factory.getPayload()))
				.map((method) -> Arguments.of(factory, method)));
	}

	private static boolean isOfTheJdk(ClientHttpRequestFactory factory) {
		return factory instanceof JdkClientHttpRequestFactory || factory instanceof SimpleClientHttpRequestFactory;
	}

	@ParameterizedTest
	@MethodSource("requests")
	void isSentOnce(ClientHttpRequestFactory factory, HttpMethod method) {
		RestClient client = this.demo.clients().builder("demo").requestFactory(factory).build();
		untilAUsedConnectionWasClosed(() -> {
			client.get().uri("/").retrieve().toBodilessEntity();
			RestClient.RequestBodySpec request = client.method(method).uri(SilentServer.SILENCE);
			if (List.of(HttpMethod.POST, HttpMethod.PUT).contains(method)) {
				request.body("order");
			}
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> request.retrieve().toBodilessEntity());
		});
	}

	@Test
	void isSentOnceByWebClientOverReactor() {
		WebClient client = WebClientFixture.client(this.demo, new ReactorClientHttpConnector());
		untilAUsedConnectionWasClosed(() -> {
			client.get().uri("/").retrieve().toBodilessEntity().block();
			assertThatExceptionOfType(WebClientRequestException.class)
				.isThrownBy(() -> client.get().uri(SilentServer.SILENCE).retrieve().toBodilessEntity().block());
		});
	}

	/**
	 * Sends until one went over a connection that another had used: a client may not have
	 * put that back yet.
	 */
	private void untilAUsedConnectionWasClosed(Runnable twoRequests) {
		for (int sent = 1; !this.server.hasClosedUsedOne(); sent++) {
			twoRequests.run();
			assertThat(this.server.received()).filteredOn((each) -> each.endsWith(SilentServer.SILENCE)).hasSize(sent);
		}
		assertThat(this.demo.inFlight()).isZero();
	}

}
