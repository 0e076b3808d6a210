package io.apipool.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.Timekeeper;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.LiveDefinitionsAutoConfiguration;
import io.apipool.autoconfigure.PoolsHealthAutoConfiguration;
import io.apipool.test.ManualTimekeeper;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When pools are up and when they are down.
 */
@Tag("any-jdk")
class PoolsHealthTests {

	private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

	private final ManualTimekeeper time = new ManualTimekeeper(START);

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, LiveDefinitionsAutoConfiguration.class,
				PoolsHealthAutoConfiguration.class))
		.withBean(Timekeeper.class, () -> this.time)
		.withPropertyValues("apipool.pools.demo.keys[0].id=a", "apipool.pools.demo.keys[0].value=canary-1",
				"apipool.pools.demo.keys[1].id=b", "apipool.pools.demo.keys[1].value=canary-2",
				"apipool.pools.quiet.keys=canary-3");

	private static Health health(ApplicationContext context) {
		Health health = context.getBean("apipoolHealthContributor", HealthIndicator.class).health();
		assertThat(health.toString()).doesNotContain("canary");
		return health;
	}

	private static AbstractObjectAssert<?, ?> demo(Health health, String detail) {
		return assertThat(health.getDetails()).extractingByKey("demo")
			.extracting((demo) -> ((Map<?, ?>) demo).get(detail));
	}

	private void throttleAll(ApplicationContext context, Duration howLong) {
		ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
		for (int i = 0; i < 2; i++) {
			KeyLease lease = pool.acquire(CallRequest.of("chat"));
			lease.ended(new CallOutcome.Throttled(this.time.instant().plus(howLong), true));
			lease.close();
		}
	}

	@Test
	void poolsThatCanServeAreUp() {
		this.contexts.run((context) -> {
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsOnlyKeys("demo", "quiet");
			demo(health, "keys").isEqualTo(Map.of("usable", 2));
		});
	}

	@Test
	void aShortRestOfAllKeysIsNoTrouble() {
		this.contexts.run((context) -> {
			throttleAll(context, Duration.ofSeconds(30));
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			demo(health, "keys").isEqualTo(Map.of("cooling", 2));
			demo(health, "status").isEqualTo("UP");
		});
	}

	@Test
	void aPoolThatCannotServeSoonIsDownUntilItCan() {
		this.contexts.run((context) -> {
			throttleAll(context, Duration.ofMinutes(10));
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			demo(health, "status").isEqualTo("DOWN");
			demo(health, "servesAt").asString().startsWith("2026-11-22T12:10:0");
			this.time.advance(Duration.ofMinutes(9).plusSeconds(30));
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void soonIsConfigured() {
		this.contexts.withPropertyValues("apipool.health.soon=1h").run((context) -> {
			throttleAll(context, Duration.ofMinutes(10));
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void whereOnlyAnOperatorHelpsNoInstantIsTold() {
		this.contexts.run((context) -> {
			ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
			pool.disable("a", null);
			pool.disable("b", null);
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			demo(health, "servesAt").isNull();
			pool.enable("b");
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void isSwitchedOffLikeAnyOther() {
		this.contexts.withPropertyValues("management.health.apipool.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("apipoolHealthContributor"));
		this.contexts.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("apipoolHealthContributor"));
	}

	@Test
	void isNoPartOfLivenessAndReadiness() throws Exception {
		OperationsServer server = OperationsServer.servlet("apipool.pools.demo.keys[0].id=a",
				"apipool.pools.demo.keys[0].value=canary-1", "management.endpoint.health.probes.enabled=true",
				"management.endpoint.health.show-details=always");
		try {
			server.pool("demo").disable("a", null);
			assertThat(server.get("/actuator/health").statusCode()).isEqualTo(503);
			assertThat(server.get("/actuator/health").body()).contains("\"apipool\"").doesNotContain("canary");
			assertThat(server.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
		}
		finally {
			server.stop();
		}
	}

}
