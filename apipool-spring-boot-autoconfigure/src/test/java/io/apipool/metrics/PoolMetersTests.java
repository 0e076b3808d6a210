package io.apipool.metrics;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PoolExhaustedException;
import io.apipool.Usage;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.CallObservationsAutoConfiguration;
import io.apipool.autoconfigure.PoolMetersAutoConfiguration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The meters that calls move, with the pools as they are.
 */
@ExtendWith(OutputCaptureExtension.class)
class PoolMetersTests {

	private static final String CANARY = "sk-canary-4711";

	private final ApplicationContextRunner contexts = MeteredApplication.CONTEXTS
		.withPropertyValues("apipool.pools.demo.keys[0].id=one", "apipool.pools.demo.keys[0].value=" + CANARY);

	private static ApiKeyPool pool(ApplicationContext context) {
		return context.getBean(ApiKeyPools.class).get("demo");
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
	}

	@Test
	void countsAttemptsByKeyOperationAndOutcome() {
		this.contexts.run((context) -> {
			pool(context).run("chat", (key) -> {
			});
			pool(context).run("chat", (key) -> {
			});
			end(pool(context), CallRequest.of("embed"), new CallOutcome.RequestError(new RuntimeException()));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "apipool.calls", "pool", "demo", "key", "one", "operation", "chat", "outcome",
					"succeeded"))
				.isEqualTo(2);
			assertThat(count(registry, "apipool.calls", "pool", "demo", "key", "one", "operation", "embed", "outcome",
					"request-error"))
				.isEqualTo(1);
		});
	}

	@Test
	void timesAnAttempt() {
		this.contexts.run((context) -> {
			pool(context).run("chat", (key) -> {
			});
			assertThat(
					context.getBean(MeterRegistry.class).get("apipool.calls").timer().totalTime(TimeUnit.NANOSECONDS))
				.isPositive();
		});
	}

	@Test
	void countsTokensByWhatIsKnownOfThem() {
		this.contexts.run((context) -> {
			CallRequest estimated = CallRequest.of("chat").tokens(100);
			end(pool(context), estimated, new CallOutcome.Succeeded(Usage.tokens(30, 20)));
			end(pool(context), estimated, new CallOutcome.Succeeded(Usage.total(40)));
			end(pool(context), estimated, new CallOutcome.RequestError(new RuntimeException()));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "apipool.tokens", "type", "input")).isEqualTo(30);
			assertThat(count(registry, "apipool.tokens", "type", "output")).isEqualTo(20);
			assertThat(count(registry, "apipool.tokens", "type", "unsplit")).isEqualTo(40);
			assertThat(count(registry, "apipool.tokens", "type", "refunded")).isEqualTo(50 + 60 + 100);
		});
	}

	@Test
	void countsThrottles() {
		this.contexts.run((context) -> {
			end(pool(context), CallRequest.of("chat"), new CallOutcome.Throttled(null, false));
			assertThat(count(context.getBean(MeterRegistry.class), "apipool.throttled", "pool", "demo", "key", "one"))
				.isEqualTo(1);
		});
	}

	@Test
	void countsWhatALimitWouldHaveRefused() {
		this.contexts.withPropertyValues("apipool.shadow=true", "apipool.pools.demo.limits=1/h").run((context) -> {
			for (int i = 0; i < 3; i++) {
				pool(context).run("chat", (key) -> {
				});
			}
			assertThat(count(context.getBean(MeterRegistry.class), "apipool.shadowed", "pool", "demo", "limit", "1/h"))
				.isEqualTo(2);
		});
	}

	@Test
	void countsWaitsAndCallsWithoutAKey() {
		this.contexts.withPropertyValues("apipool.pools.demo.limits=1 concurrent", "apipool.pools.demo.max-wait=1h")
			.run((context) -> {
				KeyLease held = pool(context).acquire(CallRequest.of("chat"));
				CompletableFuture<KeyLease> served = pool(context).acquireAsync(CallRequest.of("chat"));
				assertThat(pool(context).acquireAsync(CallRequest.of("chat")).cancel(false)).isTrue();
				held.close();
				served.get(5, TimeUnit.SECONDS);
				assertThatExceptionOfType(PoolExhaustedException.class)
					.isThrownBy(() -> pool(context).acquire(CallRequest.of("chat").maxWait(Duration.ZERO)));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(count(registry, "apipool.wait", "pool", "demo", "outcome", "served")).isEqualTo(1);
				assertThat(count(registry, "apipool.wait", "pool", "demo", "outcome", "cancelled")).isEqualTo(1);
				assertThat(count(registry, "apipool.exhausted", "pool", "demo")).isEqualTo(1);
			});
	}

	@Test
	void withoutTheKeyTagTheKeysOfAPoolAreCountedTogether() {
		this.contexts
			.withPropertyValues("apipool.metrics.key-tag=false", "apipool.pools.demo.keys[1].id=two",
					"apipool.pools.demo.keys[1].value=other")
			.run((context) -> {
				pool(context).run("chat", (key) -> {
				});
				pool(context).run("chat", (key) -> {
				});
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(count(registry, "apipool.calls", "pool", "demo", "outcome", "succeeded")).isEqualTo(2);
				assertThat(MeteredApplication.tagsByName(registry).values()).noneMatch((tags) -> tags.contains("key"));
			});
	}

	@Test
	void operationsBeyondTheMostShareOneTimer() {
		this.contexts.run((context) -> {
			int all = KeyMeters.MOST_OPERATIONS + 50;
			for (int i : IntStream.range(0, all).toArray()) {
				pool(context).run("operation " + i, (key) -> {
				});
			}
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("apipool.calls").timers()).hasSize(KeyMeters.MOST_OPERATIONS + 1);
			assertThat(count(registry, "apipool.calls", "operation", "other")).isEqualTo(50);
		});
	}

	@Test
	void noTagShowsASecret() {
		this.contexts.run((context) -> {
			end(pool(context), CallRequest.of("chat").tokens(10),
					new CallOutcome.Failed(new IllegalStateException("key=" + CANARY)));
			assertThat(context.getBean(MeterRegistry.class).getMeters()).isNotEmpty()
				.allSatisfy((meter) -> assertThat(meter.getId().toString()).doesNotContain(CANARY));
		});
	}

	@Test
	void aFilterThatThrowsBreaksNoCallAndIsLoggedOnceForEachName(CapturedOutput output) {
		this.contexts.withBean(MeterFilter.class, Throwing::new).run((context) -> {
			assertThat(context).hasNotFailed();
			for (int i = 0; i < 3; i++) {
				assertThat(pool(context).<String, RuntimeException>call("chat", (key) -> key.id())).isEqualTo("one");
			}
			assertThat(output.getOut().split("The meter apipool.calls could not be registered", -1)).hasSize(2);
			assertThat(output).doesNotContain("The listener");
		});
	}

	@Test
	void aFilterThatDeniesBreaksNoCall() {
		this.contexts.withBean(MeterFilter.class, () -> MeterFilter.denyNameStartsWith("apipool")).run((context) -> {
			assertThat(pool(context).<String, RuntimeException>call("chat", (key) -> key.id())).isEqualTo("one");
			assertThat(MeteredApplication.tagsByName(context.getBean(MeterRegistry.class))).isEmpty();
		});
	}

	@Test
	void withoutMicrometerThePoolsAreThereAllTheSame() {
		this.contexts.withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.observation"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(PoolMeters.class);
				assertThat(pool(context).<String, RuntimeException>call("chat", (key) -> key.id())).isEqualTo("one");
			});
	}

	@Test
	void withoutBootsMetricsARegistryOfTheApplicationIsEnough() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, PoolMetersAutoConfiguration.class,
					CallObservationsAutoConfiguration.class))
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.micrometer", "org.springframework.boot.actuate"))
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("apipool.pools.demo.keys=one")
			.run((context) -> {
				pool(context).run("chat", (key) -> {
				});
				assertThat(count(context.getBean(MeterRegistry.class), "apipool.calls")).isEqualTo(1);
			});
	}

	@Test
	void nothingIsMeteredWherePoolsAreSwitchedOff() {
		this.contexts.withPropertyValues("apipool.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PoolMeters.class)
				.doesNotHaveBean(PoolGauges.class));
	}

	private static void end(ApiKeyPool pool, CallRequest request, CallOutcome outcome) {
		KeyLease lease = pool.acquire(request);
		lease.ended(outcome);
	}

	private static final class Throwing implements MeterFilter {

		@Override
		public MeterFilterReply accept(Meter.Id id) {
			if (id.getName().startsWith("apipool.")) {
				throw new IllegalStateException("a filter of the application");
			}
			return MeterFilterReply.NEUTRAL;
		}

	}

}
