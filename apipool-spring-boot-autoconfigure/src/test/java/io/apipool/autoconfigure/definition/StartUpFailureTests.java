package io.apipool.autoconfigure.definition;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a person reads when the start fails.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartUpFailureTests {

	private static void start(String... arguments) {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> new SpringApplicationBuilder(DefinitionsApplication.class).web(WebApplicationType.NONE)
				.run(arguments))
			.withRootCauseInstanceOf(InvalidDefinitionException.class);
	}

	@Test
	void eachMistakeIsToldWithItsPropertyValueReasonAndWayOut(CapturedOutput output) {
		start("--ANNOTATED_API_KEY=key-of-annotated", "--apipool.pools.demo.keys[0]=key-of-demo",
				"--apipool.pools.demo.max-wait=soon", "--apipool.pools.demo.limitz=10/m");
		assertThat(output.getOut()).contains("APPLICATION FAILED TO START")
			.containsSubsequence("Description:", "Property: apipool.pools.demo.limitz",
					"Reason: it is not a property that is known", "Property: apipool.pools.demo.max-wait",
					"Value: soon", "Reason: it is not a duration", "Action:", "apipool.pools.demo.max-wait: write")
			.doesNotContain("key-of-demo")
			.doesNotContain("key-of-annotated");
	}

	@Test
	void aPoolWithoutAKeyIsToldWhatWasLookedForAndTheTwoWays(CapturedOutput output) {
		start();
		assertThat(output.getOut()).contains("Property: apipool.pools.annotated.keys", "pool 'annotated'",
				"ANNOTATED_API_KEY_1", "ANNOTATED_API_KEYS", "list keys below apipool.pools.annotated.keys",
				"set the environment variable ANNOTATED_API_KEY");
	}

	@Test
	void aSecretIsShownByItsFingerprint(CapturedOutput output) {
		start("--ANNOTATED_API_KEY={cipher}0815canary4711",
				"--spring.cloud.decrypt-environment-post-processor.enabled=false");
		assertThat(output.getOut()).contains("Value: " + Secret.of("{cipher}0815canary4711"))
			.contains("could not be decrypted")
			.doesNotContain("canary");
	}

}
