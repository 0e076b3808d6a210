package io.apipool.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPoolListener;
import io.apipool.ApiKeyPools;
import io.apipool.KeyLease;
import io.apipool.PooledKeys;
import io.apipool.RateLimitExceededException;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.RateLimited;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Methods that return a stream: the call lasts as long as the stream.
 */
class StreamResultTests {

	private static void run(Check test) {
		Calls.contexts()
			.withBean(Inner.class)
			.withBean(Service.class)
			.withPropertyValues("apipool.pools.demo.lease-timeout=1m")
			.run((context) -> {
				test.run(context, context.getBean(Service.class));
				Calls.assertNothingIsHeld(context);
			});
	}

	private static long inFlight(ApplicationContext context) {
		return context.getBean(ApiKeyPools.class).get("demo").snapshot().inFlight();
	}

	@Test
	void aStreamThatIsReadToItsEndHasSucceeded() {
		run((context, service) -> {
			service.does((key) -> Stream.of(key.value(), "b"));
			Stream<String> stream = service.stream(ApiKey.pooled());
			assertThat(inFlight(context)).isOne();
			assertThat(stream.toList()).containsExactly("one", "b");
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded");
			stream.close();
			assertThat(Calls.of(context).outcomes).hasSize(1);
		});
	}

	@Test
	void closingItEarlyEndsTheCallAndClosesWhatTheMethodReturned() {
		run((context, service) -> {
			AtomicBoolean closed = new AtomicBoolean();
			service.does((key) -> Stream.generate(key::value).onClose(() -> closed.set(true)));
			try (Stream<String> stream = service.stream(ApiKey.pooled())) {
				assertThat(stream.findFirst()).contains("one");
				assertThat(inFlight(context)).isOne();
			}
			assertThat(closed).isTrue();
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded");
		});
	}

	@Test
	void closedBeforeItsFirstElementItIsCancelled() {
		run((context, service) -> {
			service.does((key) -> Stream.generate(key::value));
			service.stream(ApiKey.pooled()).close();
			assertThat(Calls.of(context).outcomes).containsExactly("cancelled");
		});
	}

	@Test
	void whatAnElementThrowsIsTheCallsOutcomeAndIsNotTriedAgain() {
		run((context, service) -> {
			service.does((key) -> Stream.of("a", "b").map((element) -> {
				if (element.equals("b")) {
					throw new Calls.SlowDown();
				}
				return element;
			}));
			List<String> seen = new ArrayList<>();
			assertThatExceptionOfType(Calls.SlowDown.class)
				.isThrownBy(() -> service.stream(ApiKey.pooled()).forEach(seen::add));
			assertThat(seen).containsExactly("a");
			assertThat(Calls.of(context).outcomes).containsExactly("throttled");
		});
	}

	@Test
	void whatTheCallerThrowsIsNotTheProvidersFailure() {
		run((context, service) -> {
			service.does((key) -> Stream.of("a", "b"));
			assertThatExceptionOfType(Calls.SlowDown.class).isThrownBy(() -> {
				try (Stream<String> stream = service.stream(ApiKey.pooled())) {
					stream.forEach((element) -> {
						throw new Calls.SlowDown();
					});
				}
			});
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded");
		});
	}

	@Test
	void untilTheStreamIsThereTheMethodRunsAgain() {
		run((context, service) -> {
			service.does((key) -> {
				if (key.value().equals("one")) {
					throw new Calls.SlowDown();
				}
				return Stream.of(key.value());
			});
			assertThat(service.stream(ApiKey.pooled()).toList()).containsExactly("two");
			assertThat(Calls.of(context).outcomes).containsExactly("throttled", "succeeded");
		});
	}

	@Test
	void whereAllKeysFailTheCallerSeesTheLastException() {
		run((context, service) -> {
			service.does((key) -> {
				throw new Calls.SlowDown();
			});
			assertThatThrownBy(() -> service.stream(ApiKey.pooled())).isInstanceOf(Calls.SlowDown.class)
				.satisfies((thrown) -> assertThat(thrown.getSuppressed()).hasSize(1));
		});
	}

	@Test
	void noStreamIsASuccess() {
		run((context, service) -> {
			service.does((key) -> null);
			assertThat(service.stream(ApiKey.pooled())).isNull();
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded");
		});
	}

	@Test
	void aStreamThatCannotBeReadFailsTheCall() {
		run((context, service) -> {
			Stream<String> used = Stream.of("a");
			assertThat(used.count()).isOne();
			service.does((key) -> used);
			assertThatThrownBy(() -> service.stream(ApiKey.pooled())).isInstanceOf(IllegalStateException.class);
			assertThat(Calls.of(context).outcomes).containsExactly("request-error");
		});
	}

	@Test
	void aForgottenStreamGivesItsSlotBackAfterATime() {
		run((context, service) -> {
			service.does((key) -> Stream.of("a", "b", "c"));
			var elements = service.stream(ApiKey.pooled()).iterator();
			for (int i = 0; i < 2; i++) {
				Calls.advance(context, Duration.ofSeconds(50));
				elements.next();
				assertThat(inFlight(context)).isOne();
			}
			Calls.advance(context, Duration.ofSeconds(61));
			assertThat(inFlight(context)).isZero();
			assertThat(elements.next()).isEqualTo("c");
			assertThat(elements.hasNext()).isFalse();
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded");
		});
	}

	@Test
	void whileAnElementIsReadTheKeyIsInForceAndNotWhileTheCallerHasIt() {
		run((context, service) -> {
			UnaryOperator<String> nextPage = (page) -> PooledKeys.current().key().value() + page.length();
			service.does((key) -> Stream.iterate("", nextPage).skip(1).limit(2));
			service.stream(ApiKey.pooled()).forEach((page) -> {
				assertThat(page).startsWith("one");
				assertThat(PooledKeys.find()).isEmpty();
			});
		});
	}

	@Test
	void aCallWhileAnElementIsReadUsesTheStreamsKey() {
		run((context, service) -> {
			assertThat(service.pages(ApiKey.pooled()).toList()).containsExactly("one 0", "one 1");
			assertThat(inFlight(context)).isZero();
		});
	}

	@Test
	void aStreamWithinACallOfTheSamePoolUsesItsKey() {
		run((context, service) -> {
			service.does((key) -> Stream.of(key.value()));
			Stream<String> stream = context.getBean(ApiKeyPools.class).get("demo").call("around", (key) -> {
				Stream<String> inner = service.stream(ApiKey.pooled());
				assertThat(key.value()).isEqualTo("one");
				return inner;
			});
			assertThat(stream.toList()).containsExactly("one");
			assertThat(Calls.of(context).leased).containsOnly("one");
		});
	}

	@Test
	void streamsOfPrimitivesLastAsLong() {
		run((context, service) -> {
			assertThat(service.ints(ApiKey.pooled()).sum()).isEqualTo(3);
			assertThat(service.longs(ApiKey.pooled()).sum()).isEqualTo(3L);
			assertThat(service.doubles(ApiKey.pooled()).sum()).isEqualTo(3.0);
			try (IntStream ints = service.ints(ApiKey.pooled())) {
				assertThat(ints.findFirst()).hasValue(1);
				assertThat(inFlight(context)).isOne();
			}
			assertThat(Calls.of(context).outcomes).hasSize(4).containsOnly("succeeded");
		});
	}

	@Test
	void countingReadsTheElements() {
		run((context, service) -> {
			service.does((key) -> Stream.of("a", null, "c"));
			assertThat(service.stream(ApiKey.pooled()).count()).isEqualTo(3);
			assertThat(service.stream(ApiKey.pooled()).parallel().map(String::valueOf).toList()).containsExactly("a",
					"null", "c");
			assertThat(Calls.of(context).outcomes).containsExactly("succeeded", "succeeded");
		});
	}

	@Test
	void whatWasUsedIsReadFromTheLastElement() {
		List<Double> tokens = new ArrayList<>();
		Calls.contexts().withBean(Inner.class).withBean(Service.class).withBean(ApiKeyPoolListener.class, () -> {
			return new ApiKeyPoolListener() {

				@Override
				public void settled(KeyLease lease, String dimension, double reserved, double used) {
					tokens.add(used);
				}

			};
		}).run((context) -> {
			assertThat(context.getBean(Service.class).counted(ApiKey.pooled()).toList()).containsExactly(1, 22);
			assertThat(tokens).contains(22.0);
		});
	}

	@Test
	void aLimitedStreamHoldsItsSlotUntilItIsClosed() {
		run((context, service) -> {
			Stream<String> first = service.limited(Stream.generate(() -> "a"));
			assertThatExceptionOfType(RateLimitExceededException.class)
				.isThrownBy(() -> service.limited(Stream.of("b")));
			first.close();
			assertThat(service.limited(Stream.of("b")).toList()).containsExactly("b");
			assertThat(service.limited(null)).isNull();
			Stream<String> used = Stream.of("c");
			assertThat(used.count()).isOne();
			assertThatThrownBy(() -> service.limited(used)).isInstanceOf(IllegalStateException.class);
			Stream<String> breaks = Stream.of("d").peek((element) -> {
				throw new Calls.SlowDown();
			});
			assertThatThrownBy(() -> service.limited(breaks).toList()).isInstanceOf(Calls.SlowDown.class);
			assertThat(service.limited(Stream.of("e")).toList()).containsExactly("e");
		});
	}

	@FunctionalInterface
	private interface Check {

		void run(ApplicationContext context, Service service) throws Exception;

	}

	static class Inner {

		@PooledApiCall("demo")
		public String page(int number, ApiKey key) {
			return key.value() + " " + number;
		}

	}

	static class Service {

		private final Inner inner;

		private Function<ApiKey, Stream<String>> body;

		Service(Inner inner) {
			this.inner = inner;
		}

		public void does(Function<ApiKey, Stream<String>> body) {
			this.body = body;
		}

		@PooledApiCall("demo")
		public Stream<String> stream(ApiKey key) {
			return this.body.apply(key);
		}

		@PooledApiCall("demo")
		public Stream<String> pages(ApiKey key) {
			return IntStream.range(0, 2).mapToObj((number) -> this.inner.page(number, ApiKey.pooled()));
		}

		@PooledApiCall("demo")
		public IntStream ints(ApiKey key) {
			return IntStream.of(1, 2);
		}

		@PooledApiCall("demo")
		public LongStream longs(ApiKey key) {
			return LongStream.of(1, 2);
		}

		@PooledApiCall("demo")
		public DoubleStream doubles(ApiKey key) {
			return DoubleStream.of(1, 2);
		}

		@PooledApiCall(pool = "demo", tokens = "5", actual = "tokens: #result")
		public Stream<Integer> counted(ApiKey key) {
			return Stream.of(1, 22);
		}

		@RateLimited("1 concurrent")
		public Stream<String> limited(Stream<String> stream) {
			return stream;
		}

	}

}
