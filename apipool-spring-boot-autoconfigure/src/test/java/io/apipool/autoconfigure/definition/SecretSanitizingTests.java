package io.apipool.autoconfigure.definition;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for secrets in the endpoints of a running application that shows all values.
 */
@Tag("any-jdk")
class SecretSanitizingTests {

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		Map<String, Object> variables = Map.of("ANNOTATED_API_KEY", "canary-unnumbered", "ANNOTATED_API_KEY_1",
				"\"canary-one\" # mine", "ANNOTATED_API_KEYS", "canary-two,canary-three", "TEAM_B_KEY",
				"canary-placeholder", "APIPOOL_POOLS_SPELLED_KEYS_0", "canary-spelled", "HARMLESS", "to be seen");
		application = new SpringApplicationBuilder(DefinitionsApplication.class)
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
			.run("--spring.config.location=classpath:/io/apipool/autoconfigure/definition/canaries.yml",
					"--server.port=0", "--spring.security.user.name=admin", "--spring.security.user.password=admin",
					"--management.endpoints.web.exposure.include=*", "--management.endpoint.env.show-values=always",
					"--management.endpoint.configprops.show-values=always");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	private static String get(String path) throws IOException, InterruptedException {
		URI uri = URI
			.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port") + path);
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).header("Authorization", "Basic YWRtaW46YWRtaW4=").build(),
					HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@Test
	void theEnvironmentShowsNoSecret() throws Exception {
		assertThat(get("/actuator/env")).contains("to be seen", "ANNOTATED_API_KEYS", "TEAM_B_KEY", "******")
			.doesNotContain("canary");
	}

	@Test
	void aSinglePropertyShowsNoSecret() throws Exception {
		assertThat(get("/actuator/env/TEAM_B_KEY")).contains("******").doesNotContain("canary");
		assertThat(get("/actuator/env/apipool.pools.listed.keys%5B0%5D.value")).doesNotContain("canary");
		assertThat(get("/actuator/env/HARMLESS")).contains("to be seen");
	}

	@Test
	void configurationPropertiesShowNoSecret() throws Exception {
		assertThat(get("/actuator/configprops")).contains("to be seen too", "******").doesNotContain("canary");
	}

}
