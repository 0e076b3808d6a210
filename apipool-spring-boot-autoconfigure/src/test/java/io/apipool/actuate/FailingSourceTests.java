package io.apipool.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import io.apipool.ApiKeyPools;
import io.apipool.CallRequest;
import io.apipool.Timekeeper;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.LiveDefinitionsAutoConfiguration;
import io.apipool.autoconfigure.PoolsHealthAutoConfiguration;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PolledDefinitionSource;
import io.apipool.test.ManualTimekeeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A source of keys that fails while its pool runs.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailingSourceTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	private @Nullable RuntimeException failure;

	private int asked;

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, LiveDefinitionsAutoConfiguration.class,
				PoolsHealthAutoConfiguration.class))
		.withBean(Timekeeper.class, () -> this.time)
		.withBean("direct", Executor.class, () -> Runnable::run)
		.withBean("vault", PolledDefinitionSource.class, () -> PolledDefinitionSource.of("demo", this::keys))
		.withPropertyValues("apipool.executor=direct", "apipool.pools.demo.limits=1000/m");

	private List<KeyDefinition> keys() {
		this.asked++;
		if (this.failure != null) {
			throw this.failure;
		}
		return List.of(KeyDefinition.of("a", "canary-a"));
	}

	private static Health health(ApplicationContext context) {
		return context.getBean("apipoolHealthContributor", HealthIndicator.class).health();
	}

	private static Object sources(Health health) {
		return ((Map<?, ?>) health.getDetails().get("demo")).get("sources");
	}

	private static void call(ApplicationContext context) {
		context.getBean(ApiKeyPools.class).get("demo").acquire(CallRequest.of("chat")).succeeded();
	}

	@Test
	void anHourOfFailuresIsOneWarningAndOneLineWhenItIsOverAndThePoolRunsOn(CapturedOutput output) {
		this.contexts.run((context) -> {
			call(context);
			assertThat(sources(health(context))).isNull();
			this.failure = new IllegalStateException("canary");
			int before = this.asked;
			for (int minute = 0; minute < 60; minute++) {
				this.time.advance(MINUTE);
				call(context);
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			}
			assertThat(this.asked).isBetween(before + 50, before + 150);
			assertThat(sources(health(context))).asString()
				.startsWith("[vault fails since 2026-11-22T12:0")
				.doesNotContain("canary");
			this.failure = null;
			this.time.advance(MINUTE);
			call(context);
			assertThat(sources(health(context))).isNull();
		});
		assertThat(lines(output, "WARN", "vault")).hasSize(1);
		assertThat(lines(output, "INFO", "vault")).hasSize(1);
		assertThat(output).doesNotContain("canary");
	}

	private static List<String> lines(CapturedOutput output, String level, String text) {
		return output.getAll().lines().filter((line) -> line.contains(level) && line.contains(text)).toList();
	}

}
