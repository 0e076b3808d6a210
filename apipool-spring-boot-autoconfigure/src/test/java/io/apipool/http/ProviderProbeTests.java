package io.apipool.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.apipool.ApiKey;
import io.apipool.CallOutcome;
import io.apipool.LearntLimit;
import io.apipool.Timekeeper;
import io.apipool.definition.DiscoveryDefinition;
import io.apipool.definition.KeyPlacement;
import io.apipool.definition.LimitAnnouncement;
import io.apipool.definition.ProbeDefinition;
import io.apipool.definition.ProviderDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that tell of a key: whether it works, and which limits it has.
 */
class ProviderProbeTests {

	private TestServer.Answering answering = (received, exchange) -> TestServer.send(exchange, 200, "{}");

	private final TestServer server = new TestServer((received, exchange) -> this.answering.answer(received, exchange));

	private final HttpFixture demo = HttpFixture.of(Timekeeper.system(), HttpFixture.keys("one"), provider());

	private final ApiKey key = this.demo.pool().call("any", (key) -> key);

	@AfterEach
	void close() {
		this.server.close();
	}

	private ProviderDefinition provider() {
		ProviderDefinition plain = HttpFixture.provider(this.server.uri(), KeyPlacement.BEARER);
		LimitAnnouncement limit = new LimitAnnouncement("all", "requests", "data.limit", "data.left", null, "auto",
				null, false, null);
		return new ProviderDefinition("demo", plain.baseUrl(), plain.key(), Map.of(), plain.limits(), List.of(),
				List.of(), plain.tokens(), new ProbeDefinition("GET", "/me", List.of(200, 400)),
				new DiscoveryDefinition("GET", "/limits", List.of(limit)));
	}

	@ParameterizedTest
	@CsvSource({ "200, succeeded", "400, succeeded", "401, key-rejected", "402, out-of-credit", "429, throttled",
			"500, failed", "204, failed", "302, failed" })
	void aKeyWorksWhenTheAnswerSaysSo(int status, String outcome) {
		this.answering = (received, exchange) -> TestServer.send(exchange, status, "");
		ProviderProbe probe = new ProviderProbe(this.demo.http, this.demo.time);
		assertThat(probe.supports("demo")).isTrue();
		CallOutcome told = probe.probe("demo", this.key).toCompletableFuture().join();
		assertThat(told.word()).isEqualTo(outcome);
		assertThat(this.server.received.get(0).key()).isEqualTo("one");
		assertThat(this.server.received.get(0).uri()).hasPath("/me");
	}

	@Test
	void limitsAreReadFromTheAnswer() {
		this.answering = (received, exchange) -> TestServer.send(exchange, 200,
				"{\"data\":{\"limit\":100,\"left\":40}}");
		assertThat(new ProviderDiscovery(this.demo.http, this.demo.time).discover("demo", this.key)
			.toCompletableFuture()
			.join()).usingRecursiveFieldByFieldElementComparatorIgnoringFields("toldAt")
			.containsExactly(new LearntLimit("requests", 100.0, 40.0, null, "discovery", Instant.EPOCH));
	}

}
