package io.apipool.aop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.apipool.ApiKeyPoolListener;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.PoolSnapshot;
import io.apipool.Timekeeper;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.test.ManualTimekeeper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What became of the attempts of the pool {@code demo}, which has the keys {@code one}
 * and {@code two}.
 */
final class Calls implements ApiKeyPoolListener {

	final List<String> leased = new CopyOnWriteArrayList<>();

	final List<String> outcomes = new CopyOnWriteArrayList<>();

	static ApplicationContextRunner contexts() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, AopAutoConfiguration.class))
			.withBean(Timekeeper.class, () -> new ManualTimekeeper(Instant.parse("2026-01-01T00:00:00Z")))
			.withBean(Calls.class)
			.withPropertyValues("apipool.pools.demo.keys=one,two",
					"apipool.pools.demo.outcomes[0].exception=" + SlowDown.class.getName(),
					"apipool.pools.demo.outcomes[0].outcome=throttled");
	}

	static Calls of(ApplicationContext context) {
		return context.getBean(Calls.class);
	}

	static void advance(ApplicationContext context, Duration duration) {
		((ManualTimekeeper) context.getBean(Timekeeper.class)).advance(duration);
	}

	static void assertNothingIsHeld(ApplicationContext context) {
		PoolSnapshot pool = context.getBean(ApiKeyPools.class).get("demo").snapshot();
		assertThat(pool.inFlight()).isZero();
		assertThat(pool.waiting()).isZero();
		assertThat(Calls.of(context).outcomes).hasSameSizeAs(Calls.of(context).leased);
	}

	@Override
	public void leased(KeyLease lease) {
		this.leased.add(lease.key().value());
	}

	@Override
	public void ended(KeyLease lease, CallOutcome outcome, Duration latency) {
		this.outcomes.add(outcome.word());
	}

	/**
	 * The pool's own word for a throttle.
	 */
	static class SlowDown extends RuntimeException {

	}

}
