package io.apipool.http;

import io.apipool.ApiKeyPools;
import io.apipool.KeyCheck;
import io.apipool.UnknownPoolException;
import io.apipool.annotation.PooledApiCall;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.HttpPoolsAutoConfiguration;
import io.apipool.autoconfigure.PooledRestClientsAutoConfiguration;
import io.apipool.autoconfigure.ServiceGroupsAutoConfiguration;
import io.apipool.definition.InvalidDefinitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * HTTP clients with keys, in an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class HttpWiringTests {

	private final TestServer server = new TestServer((received, exchange) -> TestServer.send(exchange, 200, "fine"));

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, HttpPoolsAutoConfiguration.class,
				PooledRestClientsAutoConfiguration.class, ServiceGroupsAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
				HttpServiceClientPropertiesAutoConfiguration.class, HttpServiceClientAutoConfiguration.class));

	private final ApplicationContextRunner demo = this.contexts.withPropertyValues("apipool.pools.demo.keys=one",
			"apipool.pools.demo.base-url=" + this.server.uri());

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void severalKeysThatAProviderCountsTogetherAreHintedAt(CapturedOutput output) {
		this.contexts.withSystemProperties("OPENAI_API_KEYS=canary-1,canary-2").run((context) -> {
			context.getBean(PooledRestClients.class).create("openai");
			assertThat(output.getOut())
				.contains("apipool.pools.openai: openai counts by organisation, and these keys have no quota-group")
				.doesNotContain("canary");
		});
	}

	@Test
	void aRequestFallsBackToAPoolOfTheSameProvider() {
		this.demo
			.withPropertyValues("apipool.pools.demo.limits=1/h", "apipool.pools.demo.max-wait=0s",
					"apipool.pools.demo.fallback=paid", "apipool.pools.paid.keys=two",
					"apipool.pools.paid.base-url=" + this.server.uri())
			.run((context) -> {
				RestClient client = context.getBean(PooledRestClients.class).create("demo");
				client.get().uri("/").retrieve().toBodilessEntity();
				client.get().uri("/").retrieve().toBodilessEntity();
				assertThat(this.server.received).extracting(TestServer.Received::key).containsExactly("one", "two");
			});
	}

	@Test
	void aFallbackThatGoesElsewhereIsRefused() {
		this.demo
			.withPropertyValues("apipool.pools.demo.fallback=paid", "apipool.pools.paid.keys=two",
					"apipool.pools.paid.base-url=https://api.example.com")
			.run((context) -> assertThatExceptionOfType(InvalidDefinitionException.class)
				.isThrownBy(() -> context.getBean(PooledRestClients.class).create("demo"))
				.withMessageStartingWith("apipool.pools.demo.fallback = 'paid' has another provider or base URL"
						+ " (https://api.example.com)"));
	}

	@Test
	void clientsBeginWithTheApplicationsOwnBuilder() {
		this.demo
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.defaultHeader("X-Application", "mine"))
			.run((context) -> {
				RestClient client = context.getBean(PooledRestClients.class).create("demo");
				assertThat(client.get().uri("/").retrieve().body(String.class)).isEqualTo("fine");
				assertThat(this.server.received.get(0).headers()).containsEntry("X-Application", "mine");
				assertThat(this.server.received.get(0).key()).isEqualTo("one");
			});
	}

	@Test
	void withoutBootsModuleClientsAreSpringsOwn() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, HttpPoolsAutoConfiguration.class,
					PooledRestClientsAutoConfiguration.class, ServiceGroupsAutoConfiguration.class))
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.restclient", "org.springframework.boot.http"))
			.withPropertyValues("apipool.pools.demo.keys=one", "apipool.pools.demo.base-url=" + this.server.uri())
			.run((context) -> assertThat(context.getBean(PooledRestClients.class)
				.create("demo")
				.get()
				.uri("/")
				.retrieve()
				.body(String.class)).isEqualTo("fine"));
	}

	@Test
	void aProvidersNameAloneMakesAPoolWithKeysFromTheEnvironment() {
		this.contexts.withSystemProperties("NOTION_API_KEY=secret-n")
			.withPropertyValues("apipool.providers.notion.base-url=" + this.server.uri())
			.run((context) -> {
				PooledRestClients clients = context.getBean(PooledRestClients.class);
				clients.create("notion").get().uri("/v1/users").retrieve().toBodilessEntity();
				clients.create("notion").get().uri("/v1/users").retrieve().toBodilessEntity();
				assertThat(this.server.received).hasSize(2).allMatch((each) -> each.key().equals("secret-n"));
				assertThat(this.server.received.get(0).headers()).containsKey("Notion-Version");
				assertThat(context.getBean(ApiKeyPools.class).names()).containsExactly("notion");
			});
	}

	@Test
	void aProviderWithoutAKeyIsSaidWithTheWayOut() {
		this.contexts.run((context) -> assertThatExceptionOfType(InvalidDefinitionException.class)
			.isThrownBy(() -> context.getBean(PooledRestClients.class).create("notion"))
			.withMessageContaining("NOTION_API_KEY"));
	}

	@Test
	void aPoolWithoutAnAddressIsSaidWithTheWayOut() {
		this.contexts.withPropertyValues("apipool.pools.demo.keys=one")
			.run((context) -> assertThatExceptionOfType(InvalidDefinitionException.class)
				.isThrownBy(() -> context.getBean(PooledRestClients.class).create("demo"))
				.withMessage(
						"apipool.pools.demo.base-url is not set, and without it nobody knows where the keys may go:"
								+ " set it, or name a provider"));
	}

	@Test
	void aNameThatIsNeitherAPoolsNorAProvidersIsSaidWithThoseThereAre() {
		this.demo.run((context) -> assertThatExceptionOfType(UnknownPoolException.class)
			.isThrownBy(() -> context.getBean(PooledRestClients.class).create("notoin"))
			.withMessageStartingWith(
					"there is no pool 'notoin'; there are demo. Nor is there a provider of that name; there are airtable,"));
	}

	@Test
	void aProbeThatReachesNobodySaysWhy() {
		this.server.close();
		this.demo.withPropertyValues("apipool.pools.demo.provider=acme", "apipool.providers.acme.probe.path=/me")
			.run((context) -> assertThat(context.getBean(ApiKeyPools.class).get("demo").checkUsable().values())
				.containsExactly(new KeyCheck(false, "failed", "ConnectException")));
	}

	@Test
	void aServiceGroupUsesItsPool() {
		this.demo.withUserConfiguration(Services.class)
			.withPropertyValues("apipool.pools.demo.http-service-groups=things")
			.run((context) -> {
				assertThat(context.getBean(Things.class).all()).isEqualTo("fine");
				assertThat(this.server.received.get(0).uri()).hasPath("/things");
				assertThat(this.server.received.get(0).key()).isEqualTo("one");
			});
	}

	@Test
	void theGroupsOwnAddressWins() {
		this.contexts.withUserConfiguration(Services.class)
			.withPropertyValues("apipool.pools.demo.keys=one", "apipool.pools.demo.base-url=https://api.example.com",
					"apipool.pools.demo.http-service-groups=things",
					"spring.http.serviceclient.things.base-url=" + this.server.uri())
			.run((context) -> {
				assertThat(context.getBean(Things.class).all()).isEqualTo("fine");
				assertThat(this.server.received.get(0).key()).isEqualTo("one");
			});
	}

	@Test
	void anUnknownGroupStopsTheStart() {
		this.demo.withUserConfiguration(Services.class)
			.withPropertyValues("apipool.pools.demo.http-service-groups=thigns")
			.run((context) -> assertThat(context).getFailure()
				.hasMessage("apipool.pools.demo.http-service-groups = 'thigns' is not an HTTP service group:"
						+ " name one of things"));
		this.demo.withPropertyValues("apipool.pools.demo.http-service-groups=things")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("declare it with @ImportHttpServices"));
	}

	@Test
	void aGroupInTwoPoolsStopsTheStart() {
		this.demo.withUserConfiguration(Services.class)
			.withPropertyValues("apipool.pools.demo.http-service-groups=things", "apipool.pools.other.keys=two",
					"apipool.pools.other.http-service-groups=things")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("apipool.pools.other.http-service-groups = 'things' is a group of the pool demo too:"
						+ " leave the group to one pool"));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "things", types = Things.class)
	static class Services {

	}

	interface Things {

		@GetExchange("/things")
		String all();

	}

}
