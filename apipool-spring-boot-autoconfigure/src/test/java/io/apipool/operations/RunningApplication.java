package io.apipool.operations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.UsageBacklog;
import io.apipool.usage.UsageFlusher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A whole application on a port of its own: a pool named demo, a database, meters and all
 * endpoints, with what an application adds.
 */
final class RunningApplication implements AutoCloseable {

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

	private static final List<String> DEFAULTS = List.of("server.port=0", "spring.main.banner-mode=off",
			"management.endpoints.web.exposure.include=*", "apipool.usage.jdbc.initialize-schema=always",
			"spring.autoconfigure.exclude=" + String.join(",", SECURITY + "SecurityAutoConfiguration",
					SECURITY + "UserDetailsServiceAutoConfiguration",
					SECURITY + "web.servlet.ServletWebSecurityAutoConfiguration",
					SECURITY + "web.servlet.SecurityFilterAutoConfiguration",
					SECURITY + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration"));

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static RunningApplication start(String... properties) {
		return start(List.of(), properties);
	}

	/**
	 * Starts one.
	 * @param sources configuration classes of the application
	 */
	static RunningApplication start(List<Class<?>> sources, String... properties) {
		return start((context) -> {
		}, sources, properties);
	}

	static RunningApplication start(ApplicationContextInitializer<ConfigurableApplicationContext> first,
			List<Class<?>> sources, String... properties) {
		List<String> arguments = new ArrayList<>();
		Stream.concat(DEFAULTS.stream(), Stream.of(properties)).forEach((property) -> arguments.add("--" + property));
		return new RunningApplication(
				new SpringApplicationBuilder(Application.class).sources(sources.toArray(Class<?>[]::new))
					.initializers(first)
					.registerShutdownHook(false)
					.run(arguments.toArray(String[]::new)));
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ApiKeyPool pool() {
		return bean(ApiKeyPools.class).get("demo");
	}

	JdbcTemplate database() {
		return new JdbcTemplate(bean(DataSource.class));
	}

	/** Writes what waits to be written, as far as the database takes it. */
	void flush() {
		bean(UsageFlusher.class).flush();
	}

	long pending() {
		return bean(UsageBacklog.class).pending();
	}

	String get(String path) throws IOException, InterruptedException {
		URI uri = URI
			.create("http://localhost:" + this.context.getEnvironment().getProperty("local.server.port") + path);
		return this.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
	}

	JsonNode json(String path) throws IOException, InterruptedException {
		return JsonMapper.shared().readTree(get(path));
	}

	/** Returns how many attempts the timers counted, by key and outcome. */
	Map<String, Long> timed() {
		Map<String, Long> sums = new TreeMap<>();
		for (Timer timer : bean(MeterRegistry.class).get("apipool.calls").tag("pool", "demo").timers()) {
			sums.merge(timer.getId().getTag("key") + " " + timer.getId().getTag("outcome"), timer.count(), Long::sum);
		}
		return sums;
	}

	/** Returns how many attempts the endpoint tells of, by key and outcome. */
	Map<String, Long> shown() throws IOException, InterruptedException {
		Map<String, Long> sums = new TreeMap<>();
		for (JsonNode row : json("/actuator/apipool/demo/usage?by=key").get("rows")) {
			for (String outcome : Work.OUTCOMES) {
				long count = row.path(outcome).asLong(0);
				if (count > 0) {
					sums.put(row.get("key").asString() + " " + outcome, count);
				}
			}
		}
		return sums;
	}

	/** Returns how many attempts the table has, by key and outcome. */
	Map<String, Long> written() {
		return written(database());
	}

	static Map<String, Long> written(JdbcTemplate database) {
		Map<String, Long> sums = new TreeMap<>();
		database.query(
				"SELECT key_id, outcome, SUM(attempts) FROM apipool_usage WHERE pool = 'demo' GROUP BY key_id, outcome",
				(columns) -> {
					sums.put(columns.getString(1) + " " + columns.getString(2), columns.getLong(3));
				});
		return sums;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
