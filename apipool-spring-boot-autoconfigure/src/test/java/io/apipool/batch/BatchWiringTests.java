package io.apipool.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPoolListener;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.annotation.PooledApiCall;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Batches in an application.
 */
@Timeout(60)
class BatchWiringTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class))
		.withBean(Leases.class)
		.withBean(Prices.class)
		.withPropertyValues("apipool.pools.demo.keys=one,two,three", "apipool.pools.demo.limits=1000/m");

	private static List<Integer> items(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

	private static BatchCall batch(ApplicationContext context) {
		return BatchCall.on(context.getBean(ApiKeyPools.class).get("demo"), "prices");
	}

	@Test
	void anAnnotatedMethodTakesOneKeyACallAndNotTwo() {
		this.contexts.run((context) -> {
			BatchResult<Integer, String> result = batch(context).run(items(100), (item) -> item,
					context.getBean(Prices.class)::price);
			assertThat(result.succeeded()).isEqualTo(100);
			assertThat(context.getBean(Leases.class).leased).hasSize(100);
			assertThat(context.getBean(Leases.class).ended).hasSize(100).containsOnly("succeeded");
			assertThat(result.results().values()).containsOnly("one", "two", "three");
			assertThat(used(context)).isEqualTo(100);
		});
	}

	@Test
	void theBatchGoesOnWithAnotherKeyForAnAnnotatedMethod() {
		this.contexts.withPropertyValues("apipool.pools.demo.throttle-on=" + IllegalCallerException.class.getName())
			.run((context) -> {
				context.getBean(Prices.class).refuse("two");
				BatchResult<Integer, String> result = batch(context).run(items(100), (item) -> item,
						context.getBean(Prices.class)::price);
				assertThat(result.succeeded()).isEqualTo(100);
				assertThat(result.results().values()).containsOnly("one", "three");
			});
	}

	private static double used(ApplicationContext context) {
		return context.getBean(ApiKeyPools.class)
			.get("demo")
			.snapshot()
			.groups()
			.stream()
			.flatMap((group) -> group.limits().stream())
			.mapToDouble((limit) -> limit.used())
			.sum();
	}

	@Test
	void thePropertiesOfThePoolAreTheDefaults() {
		this.contexts
			.withPropertyValues("apipool.pools.demo.batch.concurrency=7", "apipool.pools.demo.call-timeout=100ms",
					"apipool.pools.demo.batch.retry.on-failure=true", "apipool.pools.demo.batch.retry.max-attempts=2")
			.run((context) -> {
				assertThat(batch(context).terms().concurrency()).isEqualTo(7);
				BatchResult<Integer, String> result = batch(context).run(items(1), (item) -> item, (item, key) -> {
					Thread.sleep(60_000);
					return key.id();
				});
				assertThat(result.errors().get(0)).isInstanceOf(TimeoutException.class)
					.satisfies((error) -> assertThat(error.getSuppressed()).hasSize(1));
			});
	}

	@Test
	void itemsRunOnTheApplicationsExecutorWhereOneIsNamed() {
		this.contexts.withBean("workers", ExecutorService.class, () -> Executors.newFixedThreadPool(3, (task) -> {
			Thread thread = new Thread(task, "worker");
			thread.setDaemon(true);
			return thread;
		})).withPropertyValues("apipool.executor=workers").run((context) -> {
			BatchResult<Integer, String> result = batch(context).run(items(20), (item) -> item,
					(item, key) -> Thread.currentThread().getName());
			assertThat(result.results().values()).containsOnly("worker");
		});
	}

	@Test
	void aContextThatIsClosedEndsItsBatches() {
		this.contexts.run((context) -> {
			BatchRun<Integer, String> run = batch(context).start(IntStream.iterate(0, (item) -> item + 1).boxed(),
					(item) -> item, (item, key) -> key.id(), (id, result, error) -> {
					});
			while (context.getBean(Leases.class).ended.size() < 50) {
				Thread.onSpinWait();
			}
			context.close();
			assertThat(run.result().cancelled()).isTrue();
		});
	}

	/**
	 * A bean whose method takes its key from the pool.
	 */
	static class Prices {

		private final AtomicReference<String> refused = new AtomicReference<>("");

		void refuse(String secret) {
			this.refused.set(secret);
		}

		@PooledApiCall(pool = "demo", operation = "price")
		public String price(Integer item, ApiKey key) {
			if (key.value().equals(this.refused.get())) {
				throw new IllegalCallerException("slow down");
			}
			return key.value();
		}

	}

	/**
	 * Every lease that was granted.
	 */
	static final class Leases implements ApiKeyPoolListener {

		final List<String> leased = new CopyOnWriteArrayList<>();

		final List<String> ended = new CopyOnWriteArrayList<>();

		@Override
		public void leased(KeyLease lease) {
			this.leased.add(lease.key().id());
		}

		@Override
		public void ended(KeyLease lease, CallOutcome outcome, Duration latency) {
			this.ended.add(outcome.word());
		}

	}

}
