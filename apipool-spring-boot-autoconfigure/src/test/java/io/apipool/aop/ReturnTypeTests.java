package io.apipool.aop;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Each return type: how the call ends, and that nothing is held after it.
 */
class ReturnTypeTests {

	private static void run(Check test) {
		Calls.contexts().withBean(Service.class).run((context) -> {
			test.run(context, context.getBean(Service.class));
			Calls.assertNothingIsHeld(context);
		});
	}

	@ParameterizedTest
	@EnumSource
	void aValueEndsTheCallWell(Form form) {
		run((context, service) -> {
			service.does(ApiKey::value);
			assertThat(form.get(service)).isEqualTo("one");
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded");
		});
	}

	@ParameterizedTest
	@EnumSource
	void anExceptionReachesTheCallerUnchanged(Form form) {
		run((context, service) -> {
			IllegalArgumentException thrown = new IllegalArgumentException("bad prompt");
			service.does((key) -> {
				throw thrown;
			});
			assertThatThrownBy(() -> form.get(service)).isSameAs(thrown);
			assertThat(Calls.of(context).outcomes).containsExactly("request-error");
		});
	}

	@ParameterizedTest
	@EnumSource
	void aThrottledMethodRunsAgainWithTheNextKey(Form form) {
		run((context, service) -> {
			service.does((key) -> {
				if (key.value().equals("one")) {
					throw new Calls.SlowDown();
				}
				return key.value();
			});
			assertThat(form.get(service)).isEqualTo("two");
			assertThat(Calls.of(context).outcomes).containsExactly("throttled", "succeeded");
		});
	}

	@ParameterizedTest
	@EnumSource
	void whereAllKeysFailTheCallerSeesTheLastException(Form form) {
		run((context, service) -> {
			service.does((key) -> {
				throw new Calls.SlowDown();
			});
			assertThatExceptionOfType(Calls.SlowDown.class).isThrownBy(() -> form.get(service))
				.satisfies((thrown) -> assertThat(thrown.getSuppressed()).hasSize(1));
		});
	}

	@Test
	void cancellingAStageCancelsWhatTheMethodReturned() {
		run((context, service) -> {
			CompletableFuture<String> never = new CompletableFuture<>();
			CompletableFuture<String> call = service.open(never, ApiKey.pooled());
			assertThat(call.cancel(true)).isTrue();
			assertThat(never).isCancelled();
			assertThat(Calls.of(context).outcomes).containsExactly("cancelled");
		});
	}

	@Test
	void aStageThatDoesNotEndInTimeIsCancelledAndFails() {
		run((context, service) -> {
			CompletableFuture<String> never = new CompletableFuture<>();
			CompletableFuture<String> call = service.open(never, ApiKey.pooled());
			Calls.advance(context, Duration.ofSeconds(30));
			assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
			assertThat(Calls.of(context).outcomes).containsExactly("failed");
		});
	}

	@Test
	void aMethodThatReturnsNoStageSucceededWithNothing() {
		run((context, service) -> {
			assertThat(service.open(null, ApiKey.pooled()).join()).isNull();
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded");
		});
	}

	@Test
	void nothingHappensBeforeSubscription() {
		run((context, service) -> {
			service.does(ApiKey::value);
			Mono<String> mono = service.mono(ApiKey.pooled());
			Flux<String> flux = service.flux(ApiKey.pooled());
			assertThat(mono).isNotNull();
			assertThat(flux).isNotNull();
			assertThat(Calls.of(context).leased).isEmpty();
		});
	}

	@Test
	void eachSubscriptionIsACallOfItsOwn() {
		run((context, service) -> {
			service.does(ApiKey::value);
			Mono<String> mono = service.mono(ApiKey.pooled());
			assertThat(mono.block()).isEqualTo("one");
			assertThat(mono.block()).isEqualTo("two");
			Flux<String> flux = service.flux(ApiKey.pooled());
			assertThat(flux.blockLast()).isEqualTo("one");
			assertThat(flux.blockLast()).isEqualTo("two");
		});
	}

	@Test
	void cancellingAStreamCancelsTheCall() {
		run((context, service) -> {
			Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
			Disposable subscription = service.stream(sink.asFlux(), ApiKey.pooled()).subscribe();
			sink.tryEmitNext("a");
			subscription.dispose();
			assertThat(sink.currentSubscriberCount()).isZero();
			assertThat(Calls.of(context).outcomes).containsExactly("cancelled");
		});
	}

	@Test
	void anEmptyMonoSucceeds() {
		run((context, service) -> {
			assertThat(service.one(Mono.empty(), ApiKey.pooled()).block()).isNull();
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded");
		});
	}

	@Test
	void cancellingAMonoCancelsTheCall() {
		run((context, service) -> {
			service.one(Mono.never(), ApiKey.pooled()).subscribe().dispose();
			assertThat(Calls.of(context).outcomes).containsExactly("cancelled");
		});
	}

	@Test
	void aStreamIsBoundedUpToItsFirstElement() {
		run((context, service) -> {
			CompletableFuture<String> call = service.stream(Flux.never(), ApiKey.pooled()).next().toFuture();
			Calls.advance(context, Duration.ofSeconds(30));
			assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class)
				.hasMessageContaining("no answer within PT30S");
			assertThat(Calls.of(context).outcomes).containsExactly("failed");
		});
	}

	@Test
	void aStreamIsBoundedBetweenElements() {
		run((context, service) -> {
			Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
			CompletableFuture<String> call = service.stream(sink.asFlux(), ApiKey.pooled()).last().toFuture();
			for (int i = 0; i < 3; i++) {
				sink.tryEmitNext("a");
				Calls.advance(context, Duration.ofMinutes(4));
			}
			assertThat(call).isNotDone();
			Calls.advance(context, Duration.ofMinutes(1));
			assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class)
				.hasMessageContaining("no further element within PT5M");
		});
	}

	@Test
	void afterItsFirstElementAStreamIsNotTriedAgain() {
		run((context, service) -> {
			Flux<String> breaks = Flux.concat(Flux.just("a"), Flux.error(new Calls.SlowDown()));
			assertThatThrownBy(() -> service.stream(breaks, ApiKey.pooled()).blockLast())
				.isInstanceOf(Calls.SlowDown.class);
			assertThat(Calls.of(context).outcomes).containsExactly("throttled");
		});
	}

	@Test
	void demandReachesThePublisher() {
		run((context, service) -> {
			assertThat(service.stream(Flux.range(0, 1000).map(String::valueOf), ApiKey.pooled())
				.limitRate(7)
				.count()
				.block()).isEqualTo(1000);
			assertThat(service.stream(Flux.just("a", "b"), ApiKey.pooled()).next().block()).isEqualTo("a");
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded", "cancelled");
		});
	}

	@Test
	void aMethodThatReturnsNoPublisherFailsWithoutHoldingAKey() {
		run((context, service) -> assertThatThrownBy(() -> service.one(null, ApiKey.pooled()).block())
			.isInstanceOf(NullPointerException.class)
			.hasMessageContaining("returned null"));
	}

	@Test
	void whoGivesUpWhileWaitingLeavesTheQueue() {
		Calls.contexts()
			.withBean(Service.class)
			.withPropertyValues("apipool.pools.demo.limits=1 concurrent")
			.run((context) -> {
				Service service = context.getBean(Service.class);
				Disposable first = service.one(Mono.never(), ApiKey.pooled()).subscribe();
				Disposable second = service.one(Mono.never(), ApiKey.pooled()).subscribe();
				Disposable third = service.one(Mono.never(), ApiKey.pooled()).subscribe();
				CompletableFuture<String> fourth = service.open(new CompletableFuture<>(), ApiKey.pooled());
				third.dispose();
				fourth.cancel(true);
				first.dispose();
				second.dispose();
				assertThat(Calls.of(context).leased).hasSize(2);
				Calls.assertNothingIsHeld(context);
			});
	}

	@FunctionalInterface
	private interface Check {

		void run(ApplicationContext context, Service service) throws Exception;

	}

	enum Form {

		VALUE {
			@Override
			String get(Service service) {
				return service.value(ApiKey.pooled());
			}
		},

		STAGE {
			@Override
			String get(Service service) throws Exception {
				return unwrapped(() -> service.stage(ApiKey.pooled()).join());
			}
		},

		COMPLETION_STAGE {
			@Override
			String get(Service service) throws Exception {
				return unwrapped(() -> service.completionStage(ApiKey.pooled()).toCompletableFuture().join());
			}
		},

		MONO {
			@Override
			String get(Service service) throws Exception {
				return unwrapped(() -> service.mono(ApiKey.pooled()).toFuture().join());
			}
		},

		FLUX {
			@Override
			String get(Service service) throws Exception {
				return unwrapped(() -> service.flux(ApiKey.pooled()).single().toFuture().join());
			}
		};

		abstract String get(Service service) throws Exception;

		private static String unwrapped(Callable<String> call) throws Exception {
			try {
				return call.call();
			}
			catch (CancellationException ex) {
				throw ex;
			}
			catch (CompletionException ex) {
				throw (ex.getCause() instanceof Exception cause) ? cause : ex;
			}
		}

	}

	static class Service {

		private Function<ApiKey, String> body;

		public void does(Function<ApiKey, String> body) {
			this.body = body;
		}

		@PooledApiCall("demo")
		public String value(ApiKey key) {
			return this.body.apply(key);
		}

		@PooledApiCall("demo")
		public CompletableFuture<String> stage(ApiKey key) {
			return CompletableFuture.supplyAsync(() -> this.body.apply(key));
		}

		@PooledApiCall("demo")
		public CompletionStage<String> completionStage(ApiKey key) {
			return CompletableFuture.completedFuture(this.body.apply(key));
		}

		@PooledApiCall("demo")
		public Mono<String> mono(ApiKey key) {
			return Mono.fromSupplier(() -> this.body.apply(key));
		}

		@PooledApiCall("demo")
		public Flux<String> flux(ApiKey key) {
			return Flux.just(this.body.apply(key));
		}

		@PooledApiCall("demo")
		public CompletableFuture<String> open(CompletableFuture<String> stage, ApiKey key) {
			return stage;
		}

		@PooledApiCall("demo")
		public Mono<String> one(Mono<String> mono, ApiKey key) {
			return mono;
		}

		@PooledApiCall("demo")
		public Flux<String> stream(Flux<String> flux, ApiKey key) {
			return flux;
		}

	}

}
