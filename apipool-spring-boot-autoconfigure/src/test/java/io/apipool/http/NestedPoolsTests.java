package io.apipool.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.apipool.KeyState;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.Surroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A request of one pool inside a call of another: each has a key of its own, and answers
 * for it alone.
 */
class NestedPoolsTests {

	private final TestServer server = new TestServer((received, exchange) -> TestServer.send(exchange, 401, ""));

	private final HttpFixture demo = HttpFixture.of(this.server.uri(), HttpFixture.keys("one"));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aKeyThatWasRejectedInsideIsNotHeldAgainstTheCallAround() {
		DefaultApiKeyPools others = new DefaultApiKeyPools(
				Definitions.of(PoolDefinition.of("outer").withKeys(List.of(KeyDefinition.of("o", "other")))),
				new Surroundings(this.demo.time, new LocalPermitStore(this.demo.time), Runnable::run, new ArrayList<>(),
						new Surroundings.Classifiers(List.of(),
								HttpClassifiers.present(this.demo.time, getClass().getClassLoader())),
						Map.of()));
		RestClient client = this.demo.client();
		assertThatExceptionOfType(HttpClientErrorException.Unauthorized.class).isThrownBy(
				() -> others.get("outer").call("report", (key) -> client.get().uri("/").retrieve().body(String.class)));
		assertThat(this.server.received).extracting(TestServer.Received::key).containsExactly("one");
		assertThat(this.demo.key("one").state()).isEqualTo(KeyState.INVALID);
		assertThat(others.get("outer").keys().get(0).state()).isEqualTo(KeyState.USABLE);
	}

}
