package io.apipool.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.apipool.Timekeeper;
import io.apipool.definition.KeyPlacement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A key that stands in the address is seen by the provider and by nobody else, though
 * everything is logged.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsInWebClientTests {

	private static final String CANARY = "canary/bird+1";

	private static final String CLIENT = "org.springframework.web.reactive.function.client";

	private TestServer.Answering answering = (received, exchange) -> TestServer.send(exchange, 200, "fine");

	private final TestServer server = new TestServer((received, exchange) -> this.answering.answer(received, exchange));

	private final HttpFixture demo = HttpFixture.of(Timekeeper.system(), HttpFixture.keys(CANARY),
			HttpFixture.provider(this.server.uri(), new KeyPlacement(null, "", "key")));

	@BeforeEach
	void logEverything() {
		((Logger) LoggerFactory.getLogger(CLIENT)).setLevel(Level.TRACE);
	}

	@AfterEach
	void close() {
		((Logger) LoggerFactory.getLogger(CLIENT)).setLevel(null);
		this.server.close();
	}

	static Stream<ClientHttpConnector> connectors() {
		return WebClientFixture.connectors().values().stream();
	}

	private WebClient client(ClientHttpConnector connector) {
		return WebClientFixture
			.clients(this.demo,
					WebClient.builder()
						.codecs((codecs) -> codecs.defaultCodecs().enableLoggingRequestDetails(true))
						.clientConnector(connector))
			.create("demo");
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void theKeyGoesIntoTheAddressAndTheRestOfItStaysAsItIsWritten(ClientHttpConnector connector,
			CapturedOutput output) {
		client(connector).get()
			.uri(this.server.uri().resolve("/a%2Fb?x=1&key=mine&y=%20"))
			.retrieve()
			.toBodilessEntity()
			.block();
		assertThat(this.server.received.get(0).uri().toString()).isEqualTo("/a%2Fb?x=1&y=%20&key=canary%2Fbird%2B1");
		assertThat(this.server.received.get(0).headers()).doesNotContainKey("Authorization");
		assertThat(output.getAll()).contains("HTTP GET");
		hidden(null, output);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void anErrorThatRepeatsTheAddressIsShownWithoutTheKey(ClientHttpConnector connector, CapturedOutput output) {
		this.answering = (received, exchange) -> TestServer.send(exchange, 403,
				"{\"url\":\"" + received.uri() + "\",\"key\":\"" + CANARY + "\"}");
		WebClientResponseException thrown = catchThrowableOfType(WebClientResponseException.class,
				() -> client(connector).get().uri("/").retrieve().toBodilessEntity().block());
		assertThat(thrown.getResponseBodyAsString()).contains("{\"url\":\"/?key=****");
		assertThat(thrown.getRequest()).isNotNull();
		assertThat(thrown.getRequest().getURI()).hasNoQuery();
		hidden(thrown, output);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aBrokenConnectionIsShownWithoutTheKey(ClientHttpConnector connector, CapturedOutput output) {
		ClientHttpConnector broken = (method, uri, callback) -> connector.connect(method, uri, callback)
			.then(Mono.error(new IOException("no route to " + uri, new ConnectException("for " + CANARY))));
		HttpFixture unchecked = HttpFixture.unchecked(this.server.uri(), HttpFixture.keys(CANARY));
		WebClient client = WebClientFixture.clients(unchecked, WebClient.builder().clientConnector(broken))
			.create("demo");
		WebClientRequestException thrown = catchThrowableOfType(WebClientRequestException.class,
				() -> client.get().uri("/pages").retrieve().toBodilessEntity().block());
		assertThat(thrown).hasMessageContaining("no route to " + this.server.uri() + "/pages");
		assertThat(thrown.getHeaders().toSingleValueMap().toString()).doesNotContain("canary");
		hidden(thrown, output);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void anAnswerThatBreaksOffIsShownWithoutTheKey(ClientHttpConnector connector, CapturedOutput output) {
		this.answering = (received, exchange) -> {
			exchange.sendResponseHeaders(200, 1000);
			exchange.getResponseBody().write(new byte[10]);
			exchange.getResponseBody().flush();
			exchange.close();
		};
		Throwable thrown = catchThrowableOfType(Throwable.class,
				() -> client(connector).get().uri("/").retrieve().bodyToMono(byte[].class).block());
		assertThat(thrown).isNotNull();
		assertThat(this.demo.inFlight()).isZero();
		hidden(thrown, output);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aServerThatIsNotThereIsShownWithoutTheKey(ClientHttpConnector connector, CapturedOutput output) {
		this.server.close();
		WebClientRequestException thrown = catchThrowableOfType(WebClientRequestException.class,
				() -> client(connector).get().uri("/").retrieve().toBodilessEntity().block());
		assertThat(thrown.getUri()).hasNoQuery();
		hidden(thrown, output);
	}

	private static void hidden(Throwable thrown, CapturedOutput output) {
		StringWriter trace = new StringWriter();
		if (thrown != null) {
			thrown.printStackTrace(new PrintWriter(trace));
		}
		assertThat(trace.toString() + output.getAll()).doesNotContain(CANARY).doesNotContain("canary%2Fbird%2B1");
	}

}
