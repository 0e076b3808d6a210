package io.apipool.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A real application with pools and their endpoints, on a port of its own. Has no
 * security unless it is asked for.
 */
final class OperationsServer {

	/** Passed as a property, it leaves the application's security on. */
	static final String SECURED = "test.secured=true";

	private static final String EXPOSED = "management.endpoints.web.exposure.include=";

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

	private static final List<String> UNSECURED = List.of(SECURITY + "SecurityAutoConfiguration",
			SECURITY + "UserDetailsServiceAutoConfiguration",
			SECURITY + "web.servlet.ServletWebSecurityAutoConfiguration",
			SECURITY + "web.servlet.SecurityFilterAutoConfiguration",
			SECURITY + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			SECURITY + "web.reactive.ReactiveWebSecurityAutoConfiguration",
			SECURITY + "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration");

	private final ConfigurableApplicationContext context;

	private final HttpClient client = HttpClient.newHttpClient();

	private OperationsServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static OperationsServer servlet(String... properties) {
		return start(WebApplicationType.SERVLET, List.of(), properties);
	}

	static OperationsServer reactive(String... properties) {
		return start(WebApplicationType.REACTIVE, List.of(), properties);
	}

	static OperationsServer with(List<Class<?>> configurations, String... properties) {
		return start(WebApplicationType.SERVLET, configurations, properties);
	}

	private static OperationsServer start(WebApplicationType type, List<Class<?>> configurations,
			String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off"));
		if (Stream.of(properties).noneMatch((property) -> property.startsWith(EXPOSED))) {
			arguments.add("--" + EXPOSED + "*");
		}
		List<String> asked = List.of(properties);
		List<String> excluded = new ArrayList<>(
				List.of("org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"));
		if (!asked.contains(SECURED)) {
			excluded.addAll(UNSECURED);
		}
		arguments.add("--spring.autoconfigure.exclude=" + String.join(",", excluded));
		asked.forEach((property) -> arguments.add("--" + property));
		return new OperationsServer(
				new SpringApplicationBuilder(Application.class).sources(configurations.toArray(Class<?>[]::new))
					.web(type)
					.registerShutdownHook(false)
					.run(arguments.toArray(String[]::new)));
	}

	ApiKeyPool pool(String name) {
		return this.context.getBean(ApiKeyPools.class).get(name);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Returns the address of the application itself.
	 */
	String address() {
		return "http://localhost:" + this.context.getEnvironment().getProperty("local.server.port");
	}

	/**
	 * Returns the address of the endpoints, where they have a port of their own.
	 */
	String managementAddress() {
		return "http://localhost:" + this.context.getEnvironment().getProperty("local.management.port");
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create(address() + path)));
	}

	HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create(address() + path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(json)));
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	void stop() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
