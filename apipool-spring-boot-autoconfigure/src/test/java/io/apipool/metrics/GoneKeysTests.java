package io.apipool.metrics;

import java.time.Duration;
import java.time.Instant;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.Timekeeper;
import io.apipool.definition.KeyDefinition;
import io.apipool.test.ManualTimekeeper;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that come and go leave no meters behind.
 */
class GoneKeysTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T08:00:00Z"));

	private final ApplicationContextRunner contexts = MeteredApplication.CONTEXTS
		.withBean(Timekeeper.class, () -> this.time)
		.withPropertyValues("apipool.pools.demo.keys[0].id=one", "apipool.pools.demo.keys[0].value=secret-1");

	private static ApiKeyPool pool(ApplicationContext context) {
		return context.getBean(ApiKeyPools.class).get("demo");
	}

	/** Lets each key be throttled once. */
	private static void use(ApplicationContext context) {
		pool(context).keys()
			.forEach((key) -> pool(context).acquire(CallRequest.of("chat").tokens(5))
				.ended(new CallOutcome.Throttled(null, false)));
	}

	private static long meters(ApplicationContext context, String key) {
		return context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.filter((meter) -> key.equals(meter.getId().getTag("key")))
			.count();
	}

	private void look(ApplicationContext context, Duration later) {
		this.time.advance(later);
		assertThat(context.getBean(MeterRegistry.class).get("apipool.waiting").gauge().value()).isZero();
	}

	@Test
	void theMetersOfAKeyGoSomeMinutesAfterIt() {
		this.contexts.run((context) -> {
			pool(context).add(KeyDefinition.of("two", "secret-2"));
			use(context);
			assertThat(meters(context, "two")).isEqualTo(3);
			pool(context).remove("two");
			look(context, Duration.ofMinutes(1));
			look(context, Duration.ofMinutes(9));
			assertThat(meters(context, "two")).isEqualTo(3);
			look(context, Duration.ofMinutes(1));
			assertThat(meters(context, "two")).isZero();
			assertThat(meters(context, "one")).isEqualTo(3);
		});
	}

	@Test
	void thoseOfAKeyThatIsBackInTimeStay() {
		this.contexts.run((context) -> {
			pool(context).add(KeyDefinition.of("two", "secret-2"));
			use(context);
			pool(context).remove("two");
			look(context, Duration.ofMinutes(9));
			pool(context).add(KeyDefinition.of("two", "secret-2"));
			look(context, Duration.ofMinutes(9));
			pool(context).remove("two");
			look(context, Duration.ofMinutes(9));
			look(context, Duration.ofMinutes(9));
			assertThat(meters(context, "two")).isEqualTo(3);
		});
	}

	@Test
	void aKeyThatComesBackLaterIsCountedAnew() {
		this.contexts.run((context) -> {
			pool(context).add(KeyDefinition.of("two", "secret-2"));
			use(context);
			pool(context).remove("two");
			look(context, Duration.ofMinutes(1));
			look(context, Duration.ofMinutes(10));
			pool(context).add(KeyDefinition.of("two", "secret-2"));
			use(context);
			assertThat(
					context.getBean(MeterRegistry.class).get("apipool.throttled").tag("key", "two").counter().count())
				.isEqualTo(1);
		});
	}

}
