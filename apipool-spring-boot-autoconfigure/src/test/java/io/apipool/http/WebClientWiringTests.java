package io.apipool.http;

import java.util.List;

import io.apipool.ApiKeyPools;
import io.apipool.KeyState;
import io.apipool.PoolExhaustedException;
import io.apipool.annotation.PooledApiCall;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.HttpPoolsAutoConfiguration;
import io.apipool.autoconfigure.PooledWebClientsAutoConfiguration;
import io.apipool.autoconfigure.ServiceGroupsAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code WebClient} with keys in an application: requests inside annotated methods, the
 * application's own builder, service groups.
 */
class WebClientWiringTests {

	private TestServer.Answering answering = (received, exchange) -> TestServer.send(exchange, 200, "fine");

	private final TestServer server = new TestServer((received, exchange) -> this.answering.answer(received, exchange));

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, HttpPoolsAutoConfiguration.class,
				PooledWebClientsAutoConfiguration.class, ServiceGroupsAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				HttpServiceClientPropertiesAutoConfiguration.class, ReactiveHttpServiceClientAutoConfiguration.class))
		.withPropertyValues("apipool.pools.demo.keys=one,two", "apipool.pools.demo.base-url=" + this.server.uri(),
				"apipool.pools.demo.limits=100/h", "apipool.pools.demo.max-wait=0s")
		.withBean(Service.class);

	@AfterEach
	void close() {
		this.server.close();
	}

	private static double used(ApiKeyPools pools) {
		return pools.get("demo")
			.snapshot()
			.groups()
			.stream()
			.flatMap((group) -> group.limits().stream())
			.mapToDouble((limit) -> limit.used())
			.sum();
	}

	@Test
	void tenRequestsInsideOneMethodTakeTenPermitsOfItsKey() {
		this.contexts.run((context) -> {
			assertThat(context.getBean(Service.class).ten().block()).hasSize(10);
			assertThat(this.server.received).hasSize(10).allMatch((received) -> received.key().equals("one"));
			assertThat(used(context.getBean(ApiKeyPools.class))).isEqualTo(10);
			assertThat(context.getBean(ApiKeyPools.class).get("demo").snapshot().inFlight()).isZero();
		});
	}

	@Test
	void insideAMethodARejectionIsReportedAndTheMethodIsTriedAgain() {
		this.answering = (received, exchange) -> TestServer.send(exchange, received.key().equals("one") ? 401 : 200,
				"fine");
		this.contexts.run((context) -> {
			assertThat(context.getBean(Service.class).one().block()).isEqualTo("fine");
			assertThat(this.server.received).extracting(TestServer.Received::key).containsExactly("one", "two");
			assertThat(context.getBean(ApiKeyPools.class).get("demo").keys().get(0).state())
				.isEqualTo(KeyState.INVALID);
		});
	}

	@Test
	void insideABlockingMethodItsKeyIsUsed() {
		this.contexts.run((context) -> {
			assertThat(context.getBean(Service.class).blocking()).isEqualTo("finefine");
			assertThat(this.server.received).extracting(TestServer.Received::key).containsExactly("one", "one");
			assertThat(used(context.getBean(ApiKeyPools.class))).isEqualTo(2);
		});
	}

	@Test
	void insideAMethodNoOtherKeyIsTriedForOneRequest() {
		this.answering = (received, exchange) -> TestServer.send(exchange, 401, "");
		this.contexts.withPropertyValues("apipool.pools.demo.retry.max-attempts=1").run((context) -> {
			assertThatExceptionOfType(WebClientResponseException.Unauthorized.class)
				.isThrownBy(() -> context.getBean(Service.class).one().block());
			assertThat(this.server.received).hasSize(1);
		});
	}

	@Test
	void clientsBeginWithTheApplicationsOwnBuilder() {
		this.contexts
			.withBean(WebClientCustomizer.class, () -> (builder) -> builder.defaultHeader("X-Application", "mine"))
			.run((context) -> {
				WebClient client = context.getBean(PooledWebClients.class).create("demo");
				assertThat(client.get().uri("/").retrieve().bodyToMono(String.class).block()).isEqualTo("fine");
				assertThat(this.server.received.get(0).headers()).containsEntry("X-Application", "mine");
			});
	}

	@Test
	void limitsThatAnswersAnnounceAreKept() {
		this.answering = (received, exchange) -> {
			exchange.getResponseHeaders().add("X-RateLimit-Limit", "50");
			exchange.getResponseHeaders().add("X-RateLimit-Remaining", "0");
			exchange.getResponseHeaders().add("X-RateLimit-Reset", "3600");
			TestServer.send(exchange, 200, "fine");
		};
		this.contexts.withPropertyValues("apipool.pools.demo.provider=mine", "apipool.providers.mine.key.header=X-Key")
			.run((context) -> {
				WebClient client = context.getBean(PooledWebClients.class).create("demo");
				Mono<String> answer = client.get().uri("/").retrieve().bodyToMono(String.class);
				Flux.range(0, 4).concatMap((i) -> answer.onErrorComplete(PoolExhaustedException.class)).blockLast();
				assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(answer::block);
			});
	}

	@Test
	void aServiceGroupUsesItsPool() {
		this.contexts.withUserConfiguration(Services.class)
			.withPropertyValues("apipool.pools.demo.http-service-groups=things")
			.run((context) -> {
				assertThat(context.getBean(Things.class).all().block()).isEqualTo("fine");
				assertThat(this.server.received.get(0).uri()).hasPath("/things");
				assertThat(this.server.received.get(0).key()).isEqualTo("one");
			});
	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "things", types = Things.class, clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
	static class Services {

	}

	interface Things {

		@GetExchange("/things")
		Mono<String> all();

	}

	static class Service {

		private final PooledWebClients clients;

		Service(PooledWebClients clients) {
			this.clients = clients;
		}

		private Mono<String> get() {
			return this.clients.create("demo").get().uri("/").retrieve().bodyToMono(String.class);
		}

		@PooledApiCall("demo")
		public Mono<List<String>> ten() {
			return Flux.range(0, 10).flatMap((i) -> get()).collectList();
		}

		@PooledApiCall("demo")
		public Mono<String> one() {
			return get();
		}

		@PooledApiCall("demo")
		public String blocking() {
			return get().block() + get().block();
		}

	}

}
