package io.apipool.actuate;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in an application with Spring Security, and on a port of its own.
 */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredDashboardTests {

	private static final String[] PROPERTIES = { "apipool.pools.demo.keys[0].id=one",
			"apipool.pools.demo.keys[0].value=canary-0001", "spring.security.user.name=alice",
			"spring.security.user.password=wonder", OperationsServer.SECURED };

	private final Browser browser = Browser.open();

	private OperationsServer server;

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@AfterAll
	void quit() {
		this.browser.quit();
	}

	private void signIn() {
		this.browser.go(this.server.address() + "/actuator/apipooldashboard");
		this.browser.find("input[name=username]").sendKeys("alice");
		this.browser.find("input[name=password]").sendKeys("wonder");
		this.browser.click("button[type=submit]");
		this.browser.await("document.querySelectorAll('#keys tr').length === 1");
	}

	private static String[] with(String property) {
		return Stream.concat(Stream.of(PROPERTIES), Stream.of(property)).toArray(String[]::new);
	}

	private void openWithPassword() {
		this.browser
			.go(this.server.address().replace("http://", "http://alice:wonder@") + "/actuator/apipooldashboard");
		this.browser.await("document.querySelectorAll('#keys tr').length === 1");
	}

	private void disable() {
		this.browser.click("button[data-action=disable]");
		this.browser.click("#ask-yes");
	}

	private String state() {
		return this.server.pool("demo").keys().get(0).state().word();
	}

	@Test
	void underSecuritysDefaultAButtonSaysWhichLineIsMissing() {
		this.server = OperationsServer.servlet(PROPERTIES);
		signIn();
		disable();
		this.browser.awaitText("#ask-failed", ".csrf(CsrfConfigurer::spa)");
		assertThat(state()).isEqualTo("usable");
		this.browser.click("#ask-no");
		this.server.pool("demo").drain("one");
		this.browser.awaitText("#keys", "draining");
	}

	@Test
	void withThatLineTheButtonWorksAndTheLogSaysWho(CapturedOutput output) {
		this.server = OperationsServer.with(List.of(Operators.class), with("spring.security.user.roles=OPERATOR"));
		openWithPassword();
		disable();
		this.browser.awaitText("#keys", "disabled");
		assertThat(state()).isEqualTo("disabled");
		assertThat(output).contains("operator=alice action=disable pool=demo key=one");
	}

	@Test
	void whoMayOnlySeeIsToldSo() {
		this.server = OperationsServer.with(List.of(Operators.class), with("spring.security.user.roles=VIEWER"));
		openWithPassword();
		disable();
		this.browser.awaitText("#ask-failed", "you may not change keys");
		assertThat(state()).isEqualTo("usable");
	}

	@Test
	void whereTheEndpointMayOnlyBeReadTheButtonSaysSo() {
		this.server = OperationsServer.servlet("apipool.pools.demo.keys=canary-0001",
				"management.endpoint.apipool.access=read-only");
		this.browser.go(this.server.address() + "/actuator/apipooldashboard");
		this.browser.await("document.querySelectorAll('#keys tr').length === 1");
		disable();
		this.browser.awaitText("#ask-failed", "management.endpoint.apipool.access=unrestricted");
		assertThat(state()).isEqualTo("usable");
	}

	@Test
	void worksOnAPortOfItsOwnUnderOtherNames() {
		this.server = OperationsServer.servlet("apipool.pools.demo.keys[0].id=one",
				"apipool.pools.demo.keys[0].value=canary-0001", "management.server.port=0",
				"management.server.base-path=/ops", "management.endpoints.web.base-path=/manage",
				"management.endpoints.web.path-mapping.apipooldashboard=keys/page",
				"management.endpoints.web.path-mapping.apipool=pools");
		this.browser.go(this.server.managementAddress() + "/ops/manage/keys/page");
		this.browser.awaitText("#keys", "usable");
		disable();
		this.browser.awaitText("#keys", "disabled");
		assertThat(state()).isEqualTo("disabled");
	}

	@Test
	void whereTheDataIsNotExposedThePageSaysSo() {
		this.server = OperationsServer.servlet("apipool.pools.demo.keys=canary-0001",
				"management.endpoints.web.exposure.include=apipooldashboard");
		this.browser.go(this.server.address() + "/actuator/apipooldashboard");
		this.browser.awaitText("#trouble", "management.endpoints.web.exposure.include=apipool,apipooldashboard");
	}

	/** As the page on operations tells. */
	@Configuration(proxyBeanMethods = false)
	static class Operators {

		@Bean
		@Order(1)
		SecurityFilterChain operators(HttpSecurity http) {
			return http.securityMatcher(EndpointRequest.toAnyEndpoint())
				.authorizeHttpRequests((requests) -> requests.requestMatchers(EndpointRequest.to("health"))
					.permitAll()
					.requestMatchers(HttpMethod.GET)
					.hasAnyRole("VIEWER", "OPERATOR")
					.anyRequest()
					.hasRole("OPERATOR"))
				.httpBasic(Customizer.withDefaults())
				.csrf(CsrfConfigurer::spa)
				.build();
		}

	}

}
