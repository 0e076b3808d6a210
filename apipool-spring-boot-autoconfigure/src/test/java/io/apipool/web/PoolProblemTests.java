package io.apipool.web;

import java.time.Duration;
import java.util.Map;

import io.apipool.PoolClosedException;
import io.apipool.PoolExhaustedException;
import io.apipool.RateLimitExceededException;
import io.apipool.autoconfigure.WebProblemAutoConfiguration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What web clients see, in servlet and in reactive applications.
 */
class PoolProblemTests {

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebProblemAutoConfiguration.class, WebMvcAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
				JacksonAutoConfiguration.class))
		.withBean(Endpoints.class);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebProblemAutoConfiguration.class, WebFluxAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, CodecsAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withBean(ReactiveEndpoints.class);

	private static MockMvcTester mvc(WebApplicationContext context) {
		MockMvc mvc = MockMvcBuilders.webAppContextSetup(context).build();
		return MockMvcTester.create(mvc);
	}

	@Test
	void anExhaustedPoolIsUnavailable() {
		this.servlet.run((context) -> assertThat(mvc(context).get().uri("/exhausted")).hasStatus(503)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.hasHeader(HttpHeaders.RETRY_AFTER, "2")
			.bodyJson()
			.isLenientlyEqualTo("""
					{"status": 503, "detail": "demo: no key in 5s", "pool": "demo", "retryAfter": 2}"""));
		this.reactive.run((context) -> client(context).get()
			.uri("/exhausted")
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, "2")
			.expectBody()
			.json("""
					{"status": 503, "detail": "demo: no key in 5s", "pool": "demo", "retryAfter": 2}"""));
	}

	@Test
	void aLimitIsTooManyRequests() {
		this.servlet.run((context) -> assertThat(mvc(context).get().uri("/limited")).hasStatus(429)
			.hasHeader(HttpHeaders.RETRY_AFTER, "1")
			.bodyJson()
			.isLenientlyEqualTo("""
					{"status": 429, "detail": "writes: 2/m", "limit": "writes", "retryAfter": 1}"""));
		this.reactive.run((context) -> client(context).get()
			.uri("/limited")
			.exchange()
			.expectStatus()
			.isEqualTo(429)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, "1")
			.expectBody()
			.jsonPath("limit")
			.isEqualTo("writes"));
	}

	@Test
	void whereTryingAgainDoesNotHelpNothingIsSaidOfIt() {
		this.servlet.run((context) -> assertThat(mvc(context).get().uri("/hopeless")).hasStatus(503)
			.doesNotContainHeader(HttpHeaders.RETRY_AFTER)
			.bodyJson()
			.doesNotHavePath("retryAfter"));
		this.reactive.run((context) -> client(context).get()
			.uri("/hopeless")
			.exchange()
			.expectHeader()
			.doesNotExist(HttpHeaders.RETRY_AFTER));
	}

	@Test
	void theApplicationsOwnHandlersGoFirst() {
		this.servlet.withBean(Own.class)
			.run((context) -> assertThat(mvc(context).get().uri("/exhausted")).hasStatus(418));
		this.reactive.withBean(Own.class)
			.run((context) -> client(context).get().uri("/exhausted").exchange().expectStatus().isEqualTo(418));
	}

	@Test
	void aClosedPoolIsUnavailable() {
		this.servlet.run((context) -> assertThat(mvc(context).get().uri("/closed")).hasStatus(503)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.doesNotContainHeader(HttpHeaders.RETRY_AFTER)
			.bodyJson()
			.isLenientlyEqualTo("""
					{"status": 503, "detail": "demo: the pool is closed", "pool": "demo"}"""));
	}

	@Test
	void itIsPartOfEveryWebApplicationAndOfNoOther() {
		this.servlet.withPropertyValues("apipool.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PoolProblemAdvice.class));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WebProblemAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(PoolProblemAdvice.class));
	}

	private static WebTestClient client(ApplicationContext context) {
		return WebTestClient.bindToApplicationContext(context).build();
	}

	private static RuntimeException exhausted(Duration retryAfter) {
		return new PoolExhaustedException("demo", "demo: no key in 5s", retryAfter, Map.of("cooling", 1));
	}

	private static RuntimeException limited() {
		return new RateLimitExceededException(null, "writes", "writes: 2/m", Duration.ofMillis(10));
	}

	@RestController
	static class Endpoints {

		@GetMapping("/exhausted")
		String exhausted() {
			throw PoolProblemTests.exhausted(Duration.ofMillis(1001));
		}

		@GetMapping("/closed")
		String closed() {
			throw new PoolClosedException("demo");
		}

		@GetMapping("/limited")
		String limited() {
			throw PoolProblemTests.limited();
		}

		@GetMapping("/hopeless")
		String hopeless() {
			throw PoolProblemTests.exhausted(null);
		}

	}

	@RestController
	static class ReactiveEndpoints {

		@GetMapping("/exhausted")
		Mono<String> exhausted() {
			return Mono.error(PoolProblemTests.exhausted(Duration.ofMillis(1001)));
		}

		@GetMapping("/limited")
		Mono<String> limited() {
			return Mono.error(PoolProblemTests.limited());
		}

		@GetMapping("/hopeless")
		Mono<String> hopeless() {
			return Mono.error(PoolProblemTests.exhausted(null));
		}

	}

	@ControllerAdvice
	static class Own {

		@ExceptionHandler
		ResponseEntity<String> any(Exception ex) {
			return ResponseEntity.status(418).body("own");
		}

	}

}
