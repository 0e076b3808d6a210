package io.apipool.autoconfigure;

import io.apipool.annotation.PooledApiCall;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a person reads when an annotated method stops {@link SpringApplication}.
 */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class AnnotationFailureTests {

	@Test
	void theMethodTheReasonAndTheWayOutAreTold(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.run("--apipool.pools.demo.keys=canary-secret"));
		assertThat(output.getOut())
			.containsSubsequence("APPLICATION FAILED TO START", "Description:",
					"Service.call (bean 'service'): the method is final", "Action:", "make it public and not final")
			.doesNotContain("canary");
	}

	@Test
	void ofSeveralEachWayOutNamesItsMethod(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(Application.class, Nameless.class).web(WebApplicationType.NONE)
					.run("--apipool.pools.demo.keys=canary-secret"));
		assertThat(output.getOut()).containsSubsequence("Action:", "Nameless.call: Write it as",
				"Service.call: A proxy cannot intercept it");
	}

	@Test
	void aPoolWithoutAKeyIsToldWithTheMethodThatNamesIt(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(Empty.class, Misspelt.class).web(WebApplicationType.NONE).run());
		assertThat(output.getOut()).containsSubsequence("apipool.pools.gemni.keys",
				"has no key for the pool 'gemni', which is named by Misspelt.call;", "Action:",
				"set the environment variable GEMNI_API_KEY", "or correct the pool's name there");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Empty {

	}

	static class Misspelt {

		@PooledApiCall("gemni")
		public void call() {
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Service service() {
			return new Service();
		}

	}

	static class Nameless {

		@PooledApiCall
		public void call() {
		}

	}

	static class Service {

		@PooledApiCall("demo")
		public final void call() {
		}

	}

}
