package io.apipool.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PoolClosedException;
import io.apipool.RateLimitExceededException;
import io.apipool.annotation.RateLimited;
import io.apipool.limit.RateLimiters;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Pools and limits while their context is stopped, after it was started again, and after
 * it was closed.
 */
class PoolLifecycleTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class))
		.withBean(Service.class)
		.withPropertyValues("apipool.pools.demo.keys=one", "apipool.pools.demo.limits=1 concurrent",
				"apipool.pools.demo.max-wait=1h", "apipool.rate-limits.writes.limits=1 concurrent",
				"apipool.rate-limits.writes.max-wait=1h");

	private static ApiKeyPool pool(ApplicationContext context) {
		return context.getBean(ApiKeyPools.class).get("demo");
	}

	@Test
	void afterAStopAndAStartCallsWaitAgain() {
		this.contexts.run((runner) -> {
			ConfigurableApplicationContext context = runner
				.getSourceApplicationContext(ConfigurableApplicationContext.class);
			context.stop();
			context.start();
			assertThatCallsWaitAgain(context);
		});
	}

	@Test
	void afterAPauseAndARestartCallsWaitAgain() {
		this.contexts.run((runner) -> {
			AbstractApplicationContext context = runner.getSourceApplicationContext(AbstractApplicationContext.class);
			context.pause();
			context.restart();
			assertThatCallsWaitAgain(context);
		});
	}

	private static void assertThatCallsWaitAgain(ApplicationContext context) throws Exception {
		KeyLease first = pool(context).acquire(CallRequest.of("test"));
		CompletableFuture<KeyLease> second = pool(context).acquireAsync(CallRequest.of("test"));
		assertThat(second).isNotDone();
		first.close();
		second.get(5, TimeUnit.SECONDS).close();
		Service service = context.getBean(Service.class);
		CompletableFuture<String> open = new CompletableFuture<>();
		service.keyed("before", open);
		CompletableFuture<String> limited = service.keyed("before", CompletableFuture.completedFuture("done"));
		assertThat(limited).isNotDone();
		open.complete("open");
		assertThat(limited.get(5, TimeUnit.SECONDS)).isEqualTo("done");
	}

	@Test
	void aStopEndsTheCallsThatWait() {
		this.contexts.run((runner) -> {
			KeyLease held = pool(runner).acquire(CallRequest.of("test"));
			CompletableFuture<KeyLease> waiting = pool(runner).acquireAsync(CallRequest.of("test"));
			Service service = runner.getBean(Service.class);
			service.keyed("a", new CompletableFuture<>());
			CompletableFuture<String> limited = service.keyed("a", new CompletableFuture<>());
			runner.getSourceApplicationContext(ConfigurableApplicationContext.class).stop();
			assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
			assertThatThrownBy(() -> limited.get(5, TimeUnit.SECONDS))
				.hasCauseInstanceOf(RateLimitExceededException.class);
			held.close();
		});
	}

	@Test
	void whileStoppedCallsTakeWhatIsFreeButDoNotWait() {
		this.contexts.run((runner) -> {
			runner.getSourceApplicationContext(ConfigurableApplicationContext.class).stop();
			ApiKeyPool pool = pool(runner);
			assertThat(pool.<String, RuntimeException>call("test", ApiKey::value)).isEqualTo("one");
			KeyLease held = pool.acquire(CallRequest.of("test"));
			assertThatExceptionOfType(PoolClosedException.class).isThrownBy(() -> pool.acquire(CallRequest.of("test")));
			held.close();
			RateLimiters limiters = runner.getBean(RateLimiters.class);
			assertThat(limiters.get("writes", "new").acquire(1)).isNotNull();
			assertThatExceptionOfType(RateLimitExceededException.class)
				.isThrownBy(() -> limiters.get("writes", "new").acquire(1));
		});
	}

	@Test
	void afterTheEndOfTheContextNothingIsToBeHad() {
		this.contexts.run((context) -> {
			ApiKeyPool pool = pool(context);
			context.close();
			assertThatExceptionOfType(PoolClosedException.class).isThrownBy(() -> pool.acquire(CallRequest.of("test")));
		});
	}

	static class Service {

		@RateLimited(value = "1 concurrent", key = "#key", maxWait = "1h")
		public CompletableFuture<String> keyed(String key, CompletableFuture<String> stage) {
			return stage;
		}

	}

}
