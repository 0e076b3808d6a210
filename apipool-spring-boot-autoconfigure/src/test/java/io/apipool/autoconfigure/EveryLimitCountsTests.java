package io.apipool.autoconfigure;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallRequest;
import io.apipool.RateLimitExceededException;
import io.apipool.Timekeeper;
import io.apipool.limit.RateLimiters;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each place in which a limit can be written, and each kind of limit, is read by what
 * gives keys out: so many calls are served, and the next is not.
 */
class EveryLimitCountsTests {

	private static final String POOL = "apipool.pools.demo.";

	private static final CallRequest CHAT = CallRequest.of("chat");

	private static final int ASKED = 10;

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class))
		.withBean(Timekeeper.class, () -> new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z")))
		.withPropertyValues(POOL + "keys[0].id=a", POOL + "keys[0].value=one", POOL + "keys[0].quota-group=g",
				POOL + "keys[1].id=b", POOL + "keys[1].value=two", POOL + "keys[1].quota-group=h", POOL + "max-wait=0s",
				"apipool.pools.other.keys[0].id=c", "apipool.pools.other.keys[0].value=three",
				"apipool.pools.other.max-wait=0s");

	/** Returns a limit, what a call needs, and how many calls of each key are served. */
	static Stream<Arguments> limits() {
		CallRequest tokens = CHAT.tokens(100);
		return Stream.of(arguments(POOL + "limits=2/m", CHAT, 2, 2),
				arguments(POOL + "limits=9/m;" + "2/h", CHAT, 2, 2),
				arguments(POOL + "limits=2/day@America/Los_Angeles", CHAT, 2, 2),
				arguments(POOL + "limits=60/m burst 3", CHAT, 2, 2),
				arguments(POOL + "limits=2 concurrent", CHAT, 2, 2),
				arguments(POOL + "limits=250 tokens/m", tokens, 2, 2),
				arguments(POOL + "limits=250 input-tokens/m", CHAT.units("input-tokens", 100), 2, 2),
				arguments(POOL + "limits=5 credits/d", CHAT.units("credits", 2), 2, 2),
				arguments(POOL + "limits=20 cost/month@UTC", CHAT.units("cost", 9), 2, 2),
				arguments(POOL + "pool-limits=2/m", CHAT, 1, 1),
				arguments(POOL + "pool-limits=2 concurrent", CHAT, 1, 1),
				arguments(POOL + "groups.g.limits=2/m", CHAT, 2, ASKED - 2),
				arguments("apipool.groups.g.limits=2/m", CHAT, 2, ASKED - 2),
				arguments(POOL + "limits=5/m;" + POOL + "share=0.5", CHAT, 2, 2),
				arguments(POOL + "models[0].match=big*;" + POOL + "models[0].limits=2/m", CHAT.model("big-1"), 2, 2),
				arguments(POOL + "adaptive.enabled=true", CHAT, 1, 1));
	}

	@ParameterizedTest
	@MethodSource("limits")
	void soManyCallsAreServedAndNotOneMore(String properties, CallRequest request, int ofA, int ofB) {
		this.contexts.withPropertyValues(properties.replace(";" + "2/h", ",2/h").split(";")).run((context) -> {
			ApiKeyPools pools = context.getBean(ApiKeyPools.class);
			assertThat(served(pools.get("demo"), request)).containsOnly(Map.entry("a", ofA), Map.entry("b", ofB));
			assertThat(served(pools.get("other"), request)).containsOnly(Map.entry("c", ASKED));
		});
	}

	/** Asks for keys, and returns how often each was given. */
	private static Map<String, Integer> served(ApiKeyPool pool, CallRequest request) {
		Map<String, Integer> served = new TreeMap<>();
		for (int i = 0; i < ASKED; i++) {
			pool.tryAcquire(request).ifPresent((lease) -> served.merge(lease.key().id(), 1, Integer::sum));
		}
		return served;
	}

	@Test
	void withoutALimitTheyAreAllServed() {
		this.contexts.run((context) -> {
			ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
			for (int i = 0; i < 100; i++) {
				assertThat(pool.tryAcquire(CHAT)).isPresent();
			}
		});
	}

	@Test
	void aNamedLimitCounts() {
		this.contexts.withPropertyValues("apipool.rate-limits.writes.limits=2/m").run((context) -> {
			RateLimiters limiters = context.getBean(RateLimiters.class);
			limiters.get("writes").acquire(2);
			assertThatExceptionOfType(RateLimitExceededException.class)
				.isThrownBy(() -> limiters.get("writes").acquire(1));
		});
	}

}
