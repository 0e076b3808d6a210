package io.apipool.operations;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.KeyProbe;
import io.apipool.definition.Definitions;
import io.apipool.http.PooledRestClients;
import io.apipool.http.TestServer;
import io.apipool.usage.UsageReports;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A secret that enters wherever secrets enter is nowhere to be seen.
 */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class CanaryTests {

	private static final Canary canary = new Canary();

	private static final List<String> POOLS = List.of("demo", "variable", "address");

	@TempDir
	private Path reports;

	private final TestServer server = new TestServer((received, exchange) -> {
		String status = received.uri().getPath().substring(1);
		String key = received.uri().getQuery().substring("key=".length());
		TestServer.send(exchange, Integer.parseInt(status),
				"{\"error\": {\"message\": \"%s refused %s\"}}".formatted(received.uri(), key));
	});

	@Test
	void itIsNowhereToBeSeen(CapturedOutput output) throws Exception {
		try (this.server; RunningApplication application = start()) {
			callWithClients(application.pool());
			callWithClients(application.bean(ApiKeyPools.class).get("variable"));
			callOverHttp(application.bean(PooledRestClients.class).create("address"));
			endLeases(application);
			application.flush();
			application.bean(UsageReports.class).writeDaily(LocalDate.now(ZoneOffset.UTC));
			seeObjects(application);
			seeEndpoints(application);
			application.database().queryForList("SCRIPT", String.class).forEach((line) -> canary.see("tables", line));
			try (Stream<Path> files = Files.list(this.reports)) {
				for (Path file : files.toList()) {
					canary.see("reports", file + Files.readString(file));
				}
			}
		}
		canary.see("log", output.getAll());
		assertThat(this.server.received).anyMatch((received) -> received.uri().toString().contains(Canary.encoded()));
		assertThat(canary.at("tables")).contains("apipool_state".toUpperCase(Locale.ROOT), "IOException: ***'",
				"http://localhost/?q=***&page=1");
		assertThat(canary.at("reports")).contains("demo-", "address-");
		assertThat(canary.at("observations")).contains("(it shows a secret)");
		assertThat(canary.at("/actuator/prometheus")).contains("apipool_calls_seconds_count");
		assertThat(canary.at("/actuator/env")).contains("VARIABLE_API_KEY", "******");
		assertThat(canary.at("thrown")).contains("HttpClientErrorException", "PoolExhaustedException");
		assertThat(canary.at("objects")).contains("outcome=key-rejected");
		canary.isHidden();
	}

	private RunningApplication start() {
		return RunningApplication.start(this::secrets, List.of(Observing.class),
				"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
				"management.endpoint.health.show-details=always", "logging.level.io.apipool=trace",
				"logging.level.org.springframework.web=debug", "apipool.observations=true", "apipool.usage.events=all",
				"apipool.usage.report.directory=" + this.reports, "apipool.pools.demo.max-wait=0s",
				"apipool.pools.demo.ban.threshold=1000", "apipool.pools.variable.ban.threshold=1000",
				"apipool.pools.variable.env-prefix=VARIABLE_API_KEY", "apipool.pools.variable.max-wait=0s",
				"apipool.pools.address.provider=vendor", "apipool.pools.address.base-url=" + this.server.uri(),
				"apipool.pools.address.max-wait=0s", "apipool.providers.vendor.key.header=none",
				"apipool.providers.vendor.key.query=key");
	}

	private void secrets(ConfigurableApplicationContext context) {
		Map<String, Object> properties = new HashMap<>();
		for (int i = 0; i < 4; i++) {
			properties.put("apipool.pools.demo.keys[" + i + "].value", Canary.SECRET + i);
			properties.put("apipool.pools.demo.keys[" + i + "].metadata.owner", "b");
			properties.put("apipool.pools.address.keys[" + i + "]", "${TEAM_KEY}" + i);
		}
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("file", properties));
		Map<String, Object> variables = Map.of("VARIABLE_API_KEY_1", Canary.SECRET, "TEAM_KEY", Canary.SECRET);
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("variables-systemEnvironment", variables));
	}

	/**
	 * Calls through clients whose exceptions repeat the key, as it is or as they send it.
	 */
	private static void callWithClients(ApiKeyPool pool) {
		for (UnaryOperator<String> form : Canary.WRITTEN) {
			ignoring(() -> pool.run("client", (key) -> {
				throw broken(form.apply(key.value()));
			}));
			ignoring(() -> pool.run("client", (key) -> {
				throw new BrokenClientException(form.apply(key.value()), broken(form.apply(key.value())));
			}));
			ignoring(() -> pool.callAsync("client", (key) -> {
				throw new BrokenClientException(form.apply(key.value()), broken(form.apply(key.value())));
			}).join());
		}
		see(() -> pool.checkUsable().forEach((id, check) -> canary.see("objects", id + check)));
	}

	private static BrokenClientException broken(String text) {
		return new BrokenClientException(text, new IOException(text));
	}

	private static void callOverHttp(RestClient client) {
		for (int status : new int[] { 200, 400, 404, 403, 429, 500, 503, 401, 402 }) {
			see(() -> canary.see("answers",
					String.valueOf(client.get().uri("/" + status).retrieve().toBodilessEntity().getStatusCode())));
		}
		see(() -> client.get().uri(URI.create("http://localhost:1/elsewhere")).retrieve().toBodilessEntity());
	}

	/** Ends leases with reasons that repeat the key, until no key is left. */
	private static void endLeases(RunningApplication application) {
		List<Function<String, CallOutcome>> outcomes = List.of(
				(reason) -> new CallOutcome.Failed(new IOException(reason)), CallOutcome.KeyRejected::new,
				CallOutcome.OutOfCredit::new, CallOutcome.KeyRejected::new, CallOutcome.OutOfCredit::new,
				CallOutcome.KeyRejected::new);
		for (int i = 0; i < outcomes.size(); i++) {
			Function<String, CallOutcome> outcome = outcomes.get(i);
			UnaryOperator<String> written = Canary.WRITTEN.get(i % Canary.WRITTEN.size());
			see(() -> {
				KeyLease lease = application.pool().acquire(CallRequest.of("lease"));
				canary.see("objects", lease + " " + lease.key() + " " + lease.request());
				lease.ended(outcome.apply("no such key: " + written.apply(lease.key().value())));
			});
		}
	}

	private static void seeObjects(RunningApplication application) {
		canary.see("objects", application.bean(Definitions.class).toString());
		application.bean(ApiKeyPools.class)
			.forEach((pool) -> canary.see("objects", pool + " " + pool.snapshot() + " " + pool.keys()));
	}

	private static void seeEndpoints(RunningApplication application) throws Exception {
		for (Map.Entry<String, JsonNode> link : application.json("/actuator").required("_links").properties()) {
			URI address = URI.create(link.getValue().get("href").asString().replaceAll("[{}]", "-"));
			if (!address.getPath().contains("-") && !link.getKey().equals("heapdump")) {
				get(application, address.getPath());
			}
		}
		for (String path : List.of("/actuator/env/TEAM_KEY", "/actuator/env/VARIABLE_API_KEY_1",
				"/actuator/env/apipool.pools.demo.keys%5B0%5D.value", "/actuator/apipooldashboard/app.js",
				"/actuator/apipooldashboard/app.css", "/actuator/metrics/apipool.calls")) {
			get(application, path);
		}
		for (String pool : POOLS) {
			get(application, "/actuator/apipool/" + pool);
			for (String by : List.of("key", "operation", "model", "outcome")) {
				get(application, "/actuator/apipool/" + pool + "/usage?interval=minute&window=1h&by=" + by);
			}
			for (JsonNode key : application.json("/actuator/apipool/" + pool).get("keys")) {
				get(application, "/actuator/apipool/" + pool + "/" + key.get("id").asString());
			}
		}
	}

	private static void get(RunningApplication application, String path) throws Exception {
		String body = application.get(path);
		assertThat(body).as(path).isNotEmpty();
		canary.see(path, body);
	}

	/**
	 * Does something, and takes down what is thrown, unless it is the client's own.
	 */
	private static void ignoring(Call call) {
		see(() -> {
			try {
				call.run();
			}
			catch (BrokenClientException ex) {
				assertThat(ex).hasMessageContaining("no route to");
			}
			catch (CompletionException ex) {
				assertThat(ex).hasCauseInstanceOf(BrokenClientException.class);
			}
		});
	}

	private static void see(Call call) {
		try {
			call.run();
		}
		catch (Exception ex) {
			see(ex);
		}
	}

	private static void see(Exception thrown) {
		StringWriter trace = new StringWriter();
		thrown.printStackTrace(new PrintWriter(trace));
		canary.see("thrown", thrown + " " + trace);
	}

	private static final class BrokenClientException extends RuntimeException {

		BrokenClientException(String text, Exception cause) {
			super("no route to " + text, cause);
			addSuppressed(new IOException(text));
		}

	}

	private interface Call {

		void run() throws Exception;

	}

	/**
	 * Finds no key good, and says which.
	 */
	private static final class RejectingProbe implements KeyProbe {

		@Override
		public boolean supports(String pool) {
			return pool.equals("variable");
		}

		@Override
		public CompletionStage<CallOutcome> probe(String pool, ApiKey key) {
			return CompletableFuture
				.completedStage(new CallOutcome.KeyRejected(Canary.WRITTEN.get(1).apply(key.value())));
		}

	}

	/** Takes down what those see who observe calls. */
	@Configuration(proxyBeanMethods = false)
	static class Observing {

		@Bean
		KeyProbe probe() {
			return new RejectingProbe();
		}

		@Bean
		ObservationHandler<Observation.Context> observer() {
			return new ObservationHandler<>() {

				@Override
				public boolean supportsContext(Observation.Context context) {
					return true;
				}

				@Override
				public void onStop(Observation.Context context) {
					canary.see("observations", context + " " + context.getError());
				}

			};
		}

	}

}
