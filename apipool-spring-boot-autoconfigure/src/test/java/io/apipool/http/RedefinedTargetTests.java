package io.apipool.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.HttpPoolsAutoConfiguration;
import io.apipool.autoconfigure.LiveDefinitionsAutoConfiguration;
import io.apipool.autoconfigure.PooledRestClientsAutoConfiguration;
import io.apipool.sync.DefinitionSynchronizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Pools whose provider or base URL changes while they run.
 */
class RedefinedTargetTests {

	private final TestServer before = new TestServer((received, exchange) -> TestServer.send(exchange, 200, "before"));

	private final TestServer after = new TestServer((received, exchange) -> TestServer.send(exchange, 200, "after"));

	private final Map<String, Object> properties = new LinkedHashMap<>(Map.of("apipool.pools.demo.keys", "canary-one",
			"apipool.pools.demo.base-url", this.before.uri().toString(), "apipool.providers.mine.base-url",
			this.after.uri().toString(), "apipool.providers.mine.key.header", "X-Key"));

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, LiveDefinitionsAutoConfiguration.class,
				HttpPoolsAutoConfiguration.class, PooledRestClientsAutoConfiguration.class))
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("live", this.properties)));

	@AfterEach
	void close() {
		this.before.close();
		this.after.close();
	}

	private static String get(RestClient client) {
		return client.get().uri("/pages").retrieve().body(String.class);
	}

	@Test
	void theNextRequestGoesToTheNewBaseUrlAndTheOldOneIsRefusedTheKey() {
		this.contexts.run((context) -> {
			PooledRestClients clients = context.getBean(PooledRestClients.class);
			RestClient old = clients.create("demo");
			assertThat(get(old)).isEqualTo("before");
			this.properties.put("apipool.pools.demo.base-url", this.after.uri().toString());
			assertThat(context.getBean(DefinitionSynchronizer.class).refresh().refusal()).isNull();
			assertThat(get(clients.create("demo"))).isEqualTo("after");
			assertThatIllegalStateException().isThrownBy(() -> get(old))
				.withMessageContaining("refused to send the key to " + this.before.uri())
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("canary"));
			assertThat(this.before.received).hasSize(1);
			assertThat(this.after.received).extracting(TestServer.Received::key).isEqualTo(List.of("canary-one"));
		});
	}

	@Test
	void aClientThatSpellsTheNewAddressOutIsGivenTheKeyAtOnce() {
		this.contexts.run((context) -> {
			RestClient old = context.getBean(PooledRestClients.class).create("demo");
			this.properties.put("apipool.pools.demo.base-url", this.after.uri().toString());
			context.getBean(DefinitionSynchronizer.class).refresh();
			assertThat(old.get().uri(this.after.uri()).retrieve().body(String.class)).isEqualTo("after");
		});
	}

	@Test
	void theHeaderOfANewProviderCarriesTheKeyOfTheNextRequest() {
		this.contexts.run((context) -> {
			RestClient old = context.getBean(PooledRestClients.class).create("demo");
			assertThat(get(old)).isEqualTo("before");
			this.properties.put("apipool.pools.demo.provider", "mine");
			assertThat(context.getBean(DefinitionSynchronizer.class).refresh().refusal()).isNull();
			assertThat(get(old)).isEqualTo("before");
			assertThat(this.before.received.get(0).headers()).containsKey("Authorization").doesNotContainKey("X-Key");
			assertThat(this.before.received.get(1).headers()).containsEntry("X-Key", "canary-one")
				.doesNotContainKey("Authorization");
		});
	}

}
