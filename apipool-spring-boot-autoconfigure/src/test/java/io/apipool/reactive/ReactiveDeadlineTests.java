package io.apipool.reactive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.apipool.ApiKeyPools;
import io.apipool.Timekeeper;
import io.apipool.annotation.PooledApiCall;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * When the time of a reactive call runs, and on which thread it strikes.
 */
class ReactiveDeadlineTests {

	private final Timers time = new Timers();

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class))
		.withBean(Timekeeper.class, () -> this.time)
		.withBean(Service.class)
		.withPropertyValues("apipool.pools.demo.keys=one", "apipool.pools.demo.call-timeout=30s",
				"apipool.pools.demo.stream-timeout=1m");

	@Test
	void aTimeOutCancelsThePublisherAwayFromTheTimersThread() {
		this.contexts.run((context) -> {
			CompletableFuture<Thread> cancelledOn = new CompletableFuture<>();
			Mono<String> never = Mono.<String>never().doOnCancel(() -> cancelledOn.complete(Thread.currentThread()));
			CompletableFuture<String> call = context.getBean(Service.class).one(never).toFuture();
			this.time.manual.advance(Duration.ofSeconds(30));
			assertThat(cancelledOn.get(5, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
			assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
		});
	}

	@Test
	void whoAsksForNothingLetsNoTimeRun() {
		this.contexts.run((context) -> {
			Slow slow = new Slow();
			context.getBean(Service.class).many(Flux.concat(Flux.just("a", "b"), Flux.never())).subscribe(slow);
			this.time.manual.advance(Duration.ofHours(1));
			slow.request(1);
			this.time.manual.advance(Duration.ofHours(1));
			slow.request(1);
			this.time.manual.advance(Duration.ofHours(1));
			assertThat(slow.received).containsExactly("a", "b");
			slow.request(1);
			this.time.manual.advance(Duration.ofSeconds(59));
			assertThat(slow.ended).isNotDone();
			this.time.manual.advance(Duration.ofSeconds(1));
			assertThat(slow.ended.get(5, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
		});
	}

	@Test
	void aTimerThatCannotBeSetEndsTheCallAndHoldsNothing() {
		this.contexts.run((context) -> {
			this.time.refuses = true;
			CompletableFuture<String> call = context.getBean(Service.class).one(Mono.never()).toFuture();
			assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
				.hasCauseInstanceOf(RejectedExecutionException.class);
			assertThat(context.getBean(ApiKeyPools.class).get("demo").snapshot().inFlight()).isZero();
		});
	}

	static class Service {

		@PooledApiCall("demo")
		public Mono<String> one(Mono<String> mono) {
			return mono;
		}

		@PooledApiCall("demo")
		public Flux<String> many(Flux<String> flux) {
			return flux;
		}

	}

	static class Slow extends BaseSubscriber<String> {

		final List<String> received = new ArrayList<>();

		final CompletableFuture<Throwable> ended = new CompletableFuture<>();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

		@Override
		protected void hookOnNext(String element) {
			this.received.add(element);
		}

		@Override
		protected void hookOnError(Throwable thrown) {
			this.ended.complete(thrown);
		}

	}

	static class Timers implements Timekeeper {

		final ManualTimekeeper manual = new ManualTimekeeper(Instant.parse("2026-01-01T00:00:00Z"));

		boolean refuses;

		@Override
		public long nanoTime() {
			return this.manual.nanoTime();
		}

		@Override
		public Instant instant() {
			return this.manual.instant();
		}

		@Override
		public AutoCloseable schedule(Instant at, Runnable task) {
			if (this.refuses) {
				throw new RejectedExecutionException("no timer");
			}
			return this.manual.schedule(at, task);
		}

	}

}
