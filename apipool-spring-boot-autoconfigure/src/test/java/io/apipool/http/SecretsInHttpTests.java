package io.apipool.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.Timekeeper;
import io.apipool.definition.KeyPlacement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A key that stands in the address is shown by no exception and no log line.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsInHttpTests {

	private static final String CANARY = "canary/bird+1";

	private TestServer.Answering answering = (received, exchange) -> TestServer.send(exchange, 200, "fine");

	private final TestServer server = new TestServer((received, exchange) -> this.answering.answer(received, exchange));

	private final HttpFixture demo = HttpFixture.of(Timekeeper.system(), HttpFixture.keys(CANARY),
			HttpFixture.provider(this.server.uri(), new KeyPlacement(null, "", "key")));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void theKeyGoesIntoTheAddressAndTheRestOfItStaysAsItIsWritten() {
		this.demo.client()
			.get()
			.uri(this.server.uri().resolve("/a%2Fb?x=1&key=mine&y=%20#f"))
			.retrieve()
			.toBodilessEntity();
		assertThat(this.server.received.get(0).uri().toString()).startsWith("/a%2Fb?x=1&y=%20&key=canary%2Fbird%2B1");
		assertThat(this.server.received.get(0).headers()).doesNotContainKey("Authorization");
	}

	@Test
	void anErrorThatRepeatsTheAddressIsShownWithoutTheKey(CapturedOutput output) {
		this.answering = (received, exchange) -> TestServer.send(exchange, 403,
				"{\"url\":\"" + received.uri() + "\",\"key\":\"" + CANARY + "\"}");
		HttpClientErrorException thrown = catchThrowableOfType(HttpClientErrorException.class,
				() -> this.demo.client().get().uri("/").retrieve().toBodilessEntity());
		assertThat(thrown.getResponseBodyAsString()).contains("{\"url\":\"/?key=****");
		hidden(thrown, output);
	}

	@Test
	void aBrokenConnectionIsShownWithoutTheKey(CapturedOutput output) {
		ClientHttpRequestInterceptor broken = (request, body, execution) -> {
			throw new IOException("no route to " + request.getURI(), new ConnectException("for " + CANARY));
		};
		RestClient client = this.demo.clients().builder("demo").requestInterceptor(broken).build();
		ResourceAccessException thrown = catchThrowableOfType(ResourceAccessException.class,
				() -> client.get().uri("/pages").retrieve().toBodilessEntity());
		assertThat(thrown).hasMessageContaining("no route to " + this.server.uri() + "/pages?key=***");
		hidden(thrown, output);
	}

	@Test
	void anAnswerThatBreaksOffIsShownWithoutTheKey(CapturedOutput output) {
		this.answering = (received, exchange) -> {
			exchange.sendResponseHeaders(200, 1000);
			exchange.getResponseBody().write(new byte[10]);
			exchange.getResponseBody().flush();
			exchange.close();
		};
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		try {
			this.demo.client().get().uri("/").retrieve().body(byte[].class);
		}
		catch (RuntimeException ex) {
			thrown.set(ex);
		}
		assertThat(thrown.get()).isNotNull();
		assertThat(this.demo.inFlight()).isZero();
		hidden(thrown.get(), output);
	}

	private static void hidden(Throwable thrown, CapturedOutput output) {
		StringWriter trace = new StringWriter();
		thrown.printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString() + output.getAll()).doesNotContain(CANARY).doesNotContain("canary%2Fbird%2B1");
	}

}
