package io.apipool.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpExchange;
import io.apipool.definition.KeyPlacement;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers reach the caller as they come, however long they are.
 */
class StreamedAnswerTests {

	private static final long MEGABYTE = 1 << 20;

	private final CountDownLatch read = new CountDownLatch(1);

	private TestServer.Answering answering = (received, exchange) -> TestServer.send(exchange, 200, "fine");

	private final TestServer server = new TestServer((received, exchange) -> this.answering.answer(received, exchange));

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	@AfterEach
	void close() {
		this.server.close();
	}

	private HttpFixture demo(String... limits) {
		return HttpFixture.of(this.time, HttpFixture.keys("one").withLimits(limits),
				HttpFixture.provider(this.server.uri(), KeyPlacement.BEARER));
	}

	@Test
	void theFirstBytesAreReadBeforeTheLastAreWritten() {
		this.answering = (received, exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			OutputStream body = exchange.getResponseBody();
			body.write('a');
			body.flush();
			await(this.read);
			body.write('b');
		};
		String answer = demo().client().get().uri("/").exchange((request, response) -> {
			InputStream body = response.getBody();
			int first = body.read();
			this.read.countDown();
			return "" + (char) first + (char) body.read();
		});
		assertThat(answer).isEqualTo("ab");
	}

	@Test
	void aHundredMegabytesPassThroughAndNothingIsKept() {
		this.answering = StreamedAnswerTests::hundredMegabytes;
		RestClient client = demo().client();
		long before = allocated();
		Long length = client.get()
			.uri("/")
			.<Long>exchange((request, response) -> LargeAnswer.length(response.getBody()));
		assertThat(length).isEqualTo(100 * MEGABYTE);
		assertThat(allocated() - before).isLessThan(20 * MEGABYTE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bare", "pooled" })
	void aHundredMegabytesNeedNoMoreHeapThanWithoutAPool(String client) throws Exception {
		this.answering = StreamedAnswerTests::hundredMegabytes;
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Process process = new ProcessBuilder(java, "-Xmx20m", "-cp", System.getProperty("java.class.path"),
				LargeAnswer.class.getName(), this.server.uri().toString(), client)
			.redirectErrorStream(true)
			.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(printed).endsWith(100 * MEGABYTE + System.lineSeparator());
		assertThat(process.waitFor()).isZero();
	}

	private static void hundredMegabytes(TestServer.Received received, HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, 100 * MEGABYTE);
		byte[] part = new byte[1 << 16];
		for (long sent = 0; sent < 100 * MEGABYTE; sent += part.length) {
			exchange.getResponseBody().write(part);
		}
	}

	/** Returns how many bytes this thread, which reads the answer, has ever taken. */
	private static long allocated() {
		return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
			.getThreadAllocatedBytes(Thread.currentThread().getId());
	}

	@Test
	void anErrorLongerThanWhatIsReadAheadReachesTheCallerWhole() {
		int length = 300_000;
		this.answering = (received, exchange) -> TestServer.send(exchange, 400, "x".repeat(length));
		Integer seen = demo().client()
			.get()
			.uri("/")
			.exchange((request, response) -> response.getBody().readAllBytes().length);
		assertThat(seen).isEqualTo(length);
	}

	@Test
	void whoeverWalksAwayPaysForWhatWasSeen() {
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody()
				.write("data: {\"usage\":{\"in\":7,\"out\":1}}\n\n".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			await(this.read);
		};
		HttpFixture demo = demo("1000 tokens/m");
		demo.client()
			.post()
			.uri("/")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"max_tokens\":500}")
			.exchange((request, response) -> {
				assertThat(response.getBody().readNBytes(20)).hasSize(20);
				assertThat(demo.used("1000 tokens/m")).isEqualTo(500);
				assertThat(response.getBody().readNBytes(14)).hasSize(14);
				this.read.countDown();
				return "";
			});
		assertThat(demo.used("1000 tokens/m")).isEqualTo(8);
		assertThat(demo.inFlight()).isZero();
	}

	@Test
	void whereNothingWasSeenTheEstimateStays() {
		HttpFixture demo = demo("1000 tokens/m");
		demo.client()
			.post()
			.uri("/")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"max_tokens\":500}")
			.retrieve()
			.toBodilessEntity();
		assertThat(demo.used("1000 tokens/m")).isEqualTo(500);
	}

	@Test
	void anAnswerThatNobodyClosesHoldsNoSlotForEver() {
		HttpFixture demo = demo("1 concurrent");
		demo.client().get().uri("/").exchange((request, response) -> response, false);
		assertThat(demo.used("1 concurrent")).isEqualTo(1);
		this.time.advance(Duration.ofMinutes(6));
		assertThat(demo.used("1 concurrent")).isZero();
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
