package io.apipool.autoconfigure;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
 * What a person reads when a bean asks for a pool that there is not.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPoolFailureTests {

	@Test
	void thePoolsThereAreAndTheWayOutAreTold(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.run("--apipool.pools.demo.keys=canary-secret"));
		assertThat(output.getOut())
			.containsSubsequence("APPLICATION FAILED TO START", "Description:",
					"there is no pool 'dmeo'; there are demo", "Action:", "apipool.pools.dmeo.keys")
			.doesNotContain("canary");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ApiKeyPool demo(ApiKeyPools pools) {
			return pools.get("dmeo");
		}

	}

}
