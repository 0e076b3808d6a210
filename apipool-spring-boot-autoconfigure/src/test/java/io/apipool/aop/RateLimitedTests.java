package io.apipool.aop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.apipool.PoolExhaustedException;
import io.apipool.RateLimitExceededException;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.RateLimited;
import io.apipool.limit.RateLimiters;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Limited methods, alone and next to a pooled call.
 */
class RateLimitedTests {

	private final ApplicationContextRunner contexts = Calls.contexts()
		.withPropertyValues("apipool.rate-limits.writes.limits=2/m")
		.withBean(Service.class)
		.withBean(TypeLimited.class);

	@Test
	void refusesAtOnceWhatIsBeyondTheLimit() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			service.alone();
			service.alone();
			assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(service::alone)
				.satisfies((thrown) -> assertThat(thrown.limit()).isEqualTo("Service.alone"))
				.satisfies((thrown) -> assertThat(thrown.retryAfter()).isPresent());
			Calls.advance(context, Duration.ofSeconds(61));
			assertThatNoException().isThrownBy(service::alone);
		});
	}

	@Test
	void aNamedLimitIsOneCountForAllThatNameIt() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			service.named("a");
			context.getBean(RateLimiters.class).get("writes", "a").acquire(1);
			assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> service.named("a"));
			assertThatNoException().isThrownBy(() -> service.named("b"));
		});
	}

	@Test
	void takesAsManyPermitsAsAnArgumentSays() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			service.weighed(9);
			assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> service.weighed(2));
			assertThatNoException().isThrownBy(() -> service.weighed(1));
		});
	}

	@Test
	void onATypeAllItsMethodsShareOneCount() {
		this.contexts.run((context) -> {
			TypeLimited limited = context.getBean(TypeLimited.class);
			limited.first();
			limited.second();
			assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(limited::first)
				.satisfies((thrown) -> assertThat(thrown.limit()).isEqualTo("TypeLimited"));
		});
	}

	@Test
	void aStageHoldsItsSlotUntilItEnds() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			CompletableFuture<String> first = new CompletableFuture<>();
			CompletableFuture<String> result = service.stage(first);
			CompletableFuture<String> second = service.stage(CompletableFuture.completedFuture("second"));
			assertThat(second).isNotDone();
			first.complete("first");
			assertThat(result.join()).isEqualTo("first");
			assertThat(second.join()).isEqualTo("second");
		});
	}

	@Test
	void cancellingAStageGivesItsSlotOrItsPlaceBack() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			CompletableFuture<String> first = new CompletableFuture<>();
			CompletableFuture<String> result = service.stage(first);
			assertThat(service.stage(new CompletableFuture<>()).cancel(true)).isTrue();
			result.cancel(true);
			assertThat(first).isCancelled();
			assertThat(service.stage(CompletableFuture.completedFuture("next")).join()).isEqualTo("next");
		});
	}

	@Test
	void aStageThatFailsGivesItsSlotBack() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			IllegalStateException thrown = new IllegalStateException("broken");
			assertThatThrownBy(() -> service.stage(CompletableFuture.failedFuture(thrown)).join()).hasCause(thrown);
			assertThat(service.stage(null).join()).isNull();
			assertThat(service.stage(CompletableFuture.completedFuture("next")).join()).isEqualTo("next");
		});
	}

	@Test
	void reactiveMethodsHoldTheirSlotsWhileSubscribed() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			Mono<String> mono = service.mono(Mono.never());
			Disposable subscription = mono.subscribe();
			CompletableFuture<String> second = service.mono(Mono.just("second")).toFuture();
			assertThat(second).isNotDone();
			subscription.dispose();
			assertThat(second.join()).isEqualTo("second");
			assertThat(service.flux(Flux.just("a", "b")).collectList().block()).containsExactly("a", "b");
			assertThatThrownBy(() -> service.flux(Flux.error(new IllegalStateException("broken"))).blockLast())
				.hasMessage("broken");
			assertThat(service.flux(Flux.just("a", "b")).blockLast()).isEqualTo("b");
		});
	}

	@Test
	void nextToAPooledCallItIsTakenInOneStepWithTheKey() {
		this.contexts.withPropertyValues("apipool.pools.demo.limits=1/m", "apipool.pools.demo.max-wait=0s")
			.run((context) -> {
				Service service = context.getBean(Service.class);
				service.wide();
				service.wide();
				for (int i = 0; i < 5; i++) {
					assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(service::wide);
				}
				Calls.advance(context, Duration.ofSeconds(61));
				assertThatNoException().isThrownBy(service::wide);
				assertThat(Calls.of(context).leased).hasSize(3);
			});
	}

	@Test
	void theOrderOfTheTwoAnnotationsDoesNotMatter() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			assertThatRefusedAfterTwo(service::merged, "Service.merged");
			assertThatRefusedAfterTwo(service::mergedTheOtherWay, "Service.mergedTheOtherWay");
			assertThat(Calls.of(context).leased).hasSize(4);
			Calls.assertNothingIsHeld(context);
		});
	}

	private static void assertThatRefusedAfterTwo(Runnable call, String limit) {
		call.run();
		call.run();
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(call::run)
			.satisfies((thrown) -> assertThat(thrown.limit()).isEqualTo(limit))
			.satisfies((thrown) -> assertThat(thrown.pool()).hasValue("demo"));
	}

	static class Service {

		@RateLimited("2/m")
		public void alone() {
		}

		@RateLimited(name = "writes", key = "#tenant")
		public void named(String tenant) {
		}

		@RateLimited(value = "10 credits/m", permits = "#credits")
		public void weighed(int credits) {
		}

		@RateLimited(value = "1 concurrent", maxWait = "10s")
		public CompletableFuture<String> stage(CompletableFuture<String> stage) {
			return stage;
		}

		@RateLimited(value = "1 concurrent", maxWait = "10s")
		public Mono<String> mono(Mono<String> mono) {
			return mono;
		}

		@RateLimited("1 concurrent")
		public Flux<String> flux(Flux<String> flux) {
			return flux;
		}

		@PooledApiCall("demo")
		@RateLimited(value = "2/m", maxWait = "0s")
		public void merged() {
		}

		@PooledApiCall("demo")
		@RateLimited("3/h")
		public void wide() {
		}

		@RateLimited(value = "2/m", maxWait = "0s")
		@PooledApiCall("demo")
		public void mergedTheOtherWay() {
		}

	}

	@RateLimited("2/m")
	static class TypeLimited {

		public void first() {
		}

		public void second() {
		}

	}

}
