package io.apipool.autoconfigure;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPoolListener;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.OutcomeClassifier;
import io.apipool.PoolClosedException;
import io.apipool.Timekeeper;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.RateLimited;
import io.apipool.limit.RateLimiters;
import io.apipool.selection.KeySelector;
import io.apipool.test.ManualTimekeeper;
import io.apipool.definition.InvalidDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.task.AsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the starter adds to an application, and what it leaves alone.
 */
@ExtendWith(OutputCaptureExtension.class)
class WiringTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class));

	private final ApplicationContextRunner demo = this.contexts.withPropertyValues("apipool.pools.demo.keys=one,two");

	@Test
	void withoutAnyPoolItDoesNothing() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.contexts.run((context) -> {
			assertThat(context.getBean(ApiKeyPools.class).names()).isEmpty();
			Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
			started.removeAll(before);
			assertThat(started).extracting(Thread::getName).noneMatch((name) -> name.startsWith("apipool-"));
		});
	}

	@Test
	void disabledItAddsNothing() {
		this.demo.withPropertyValues("apipool.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ApiKeyPools.class).doesNotHaveBean(Timekeeper.class));
	}

	@Test
	void aSwitchThatIsNeitherOnNorOffIsNotTakenForOff() {
		this.demo.withPropertyValues("apipool.enabled=maybe")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(InvalidDefinitionException.class)
				.rootCause()
				.hasMessage("apipool.enabled = 'maybe' is neither true nor false: write true or false"));
	}

	@Test
	void poolsAreInTheOrderOfTheConfiguration() {
		this.demo.withPropertyValues("apipool.pools.another.keys=three")
			.run((context) -> assertThat(context.getBean(ApiKeyPools.class)).extracting(ApiKeyPool::name)
				.containsExactly("demo", "another"));
	}

	@Test
	void beansMayAskForThePools() {
		this.demo.withBean(Asking.class)
			.run((context) -> assertThat(context.getBean(Asking.class).keyAtStart).isEqualTo("one"));
	}

	@Test
	void poolsOpenAtStartUpAlsoWhereBeansAreLazy() {
		this.contexts
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(Asking.class)
			.withPropertyValues("apipool.pools.demo.strategy=none-such", "apipool.pools.demo.keys=one")
			.run((context) -> assertThat(context).hasFailed());
		AtomicBoolean created = new AtomicBoolean();
		this.demo
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(Service.class, () -> {
				created.set(true);
				return new Service();
			})
			.run((context) -> {
				assertThat(created).isFalse();
				assertThat(context.getBean(Service.class).call(ApiKey.pooled())).isEqualTo("one");
			});
	}

	@Test
	void noBeanIsCreatedTooEarly(CapturedOutput output) {
		this.demo.withBean(Service.class)
			.withBean(Asking.class)
			.withBean(Recorder.class)
			.withBean(ByHand.class)
			.run((context) -> {
				assertThat(context.getBean(Service.class).call(ApiKey.pooled())).isEqualTo("two");
				assertThat(output.getAll()).doesNotContain("is not eligible for getting processed");
			});
	}

	@Test
	void theApplicationsBeansTakePart() {
		this.demo.withBean(Recorder.class)
			.withBean("last-first", KeySelector.class,
					() -> (candidates, request) -> candidates.get(candidates.size() - 1))
			.withBean(OutcomeClassifier.class,
					() -> (thrown) -> (thrown instanceof IllegalStateException) ? new CallOutcome.KeyRejected("by hand")
							: null)
			.withPropertyValues("apipool.pools.demo.strategy=last-first")
			.run((context) -> {
				ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
				assertThat(pool.<String, RuntimeException>call("test", (key) -> {
					if (key.value().equals("two")) {
						throw new IllegalStateException();
					}
					return key.value();
				})).isEqualTo("one");
				assertThat(context.getBean(Recorder.class).leased).containsExactly("two", "one");
			});
	}

	@Test
	void theApplicationsTimeReplacesOurs() {
		this.demo.withBean(ByHand.class)
			.run((context) -> assertThat(context).hasSingleBean(Timekeeper.class).hasSingleBean(ByHand.class));
	}

	@Test
	void theExecutorIsChosenByNameAndOursTakesNobodysPlace() {
		List<Runnable> executed = new ArrayList<>();
		this.demo.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(AsyncTaskExecutor.class));
		this.demo.withBean("calls", Executor.class, () -> (task) -> {
			executed.add(task);
			task.run();
		}).withPropertyValues("apipool.executor=calls", "apipool.pools.demo.limits=1 concurrent").run((context) -> {
			ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
			KeyLease first = pool.acquire(CallRequest.of("test"));
			KeyLease second = pool.acquire(CallRequest.of("test"));
			CompletableFuture<String> third = pool.callAsync("test",
					(key) -> CompletableFuture.completedFuture(key.value()));
			first.close();
			assertThat(third.get(5, TimeUnit.SECONDS)).isEqualTo("one");
			assertThat(executed).isNotEmpty();
			second.close();
		});
		this.demo.withPropertyValues("apipool.executor=none-such")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageStartingWith("apipool.executor = 'none-such' is not the name of an Executor bean"));
	}

	@Test
	void closingTheContextEndsWhoeverWaits() {
		this.demo.withPropertyValues("apipool.pools.demo.limits=1 concurrent", "apipool.pools.demo.max-wait=1h")
			.withBean(Service.class)
			.run((context) -> {
				ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
				KeyLease first = pool.acquire(CallRequest.of("test"));
				KeyLease second = pool.acquire(CallRequest.of("test"));
				List<CompletableFuture<KeyLease>> waiting = new ArrayList<>();
				for (int i = 0; i < 1000; i++) {
					waiting.add(pool.acquireAsync(CallRequest.of("test")));
				}
				CompletableFuture<String> slow = context.getBean(Service.class).slow(new CompletableFuture<>());
				CompletableFuture<String> limited = context.getBean(Service.class).slow(new CompletableFuture<>());
				context.close();
				for (CompletableFuture<KeyLease> call : waiting) {
					assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
						.hasCauseInstanceOf(PoolClosedException.class);
				}
				assertThat(slow).isNotDone();
				assertThatThrownBy(() -> limited.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(RuntimeException.class);
				first.succeeded();
				second.succeeded();
				assertThatThrownBy(() -> pool.acquire(CallRequest.of("test"))).isInstanceOf(PoolClosedException.class);
			});
	}

	@Test
	void namedLimitsAreABean() {
		this.contexts.withPropertyValues("apipool.rate-limits.writes.limits=1/m").run((context) -> {
			assertThat(context.getBean(RateLimiters.class).get("writes").tryAcquire(1)).isPresent();
			assertThat(context.getBean(RateLimiters.class).get("writes").tryAcquire(1)).isEmpty();
		});
	}

	static class Asking {

		final String keyAtStart;

		Asking(ApiKeyPools pools) {
			this.keyAtStart = pools.get("demo").call("start", ApiKey::value);
		}

	}

	static class Service {

		@PooledApiCall("demo")
		public String call(ApiKey key) {
			return key.value();
		}

		@RateLimited(value = "1 concurrent", maxWait = "1h")
		public CompletableFuture<String> slow(CompletableFuture<String> stage) {
			return stage;
		}

	}

	static class Recorder implements ApiKeyPoolListener {

		final List<String> leased = new ArrayList<>();

		@Override
		public void leased(KeyLease lease) {
			this.leased.add(lease.key().value());
		}

	}

	static class ByHand implements Timekeeper {

		private final ManualTimekeeper time = new ManualTimekeeper(Instant.EPOCH);

		@Override
		public long nanoTime() {
			return this.time.nanoTime();
		}

		@Override
		public Instant instant() {
			return this.time.instant();
		}

		@Override
		public AutoCloseable schedule(Instant at, Runnable task) {
			return this.time.schedule(at, task);
		}

	}

}
