package io.apipool.reactive;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.ApiKeyPools;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.PooledKeys;
import io.apipool.annotation.PooledApiCall;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The lease in force in a reactive chain, on whichever thread.
 */
class ReactivePooledKeysTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class))
		.withPropertyValues("apipool.pools.demo.keys=one,two", "apipool.pools.other.keys=three")
		.withBean(Service.class);

	@AfterEach
	void withoutPropagation() {
		Hooks.disableAutomaticContextPropagation();
	}

	@Test
	void theChainKnowsItsLeaseOnEveryThread() {
		this.contexts.run((context) -> {
			assertThat(context.getBean(Service.class).elsewhere().block()).isEqualTo("one");
			assertThat(PooledKeys.find()).isEmpty();
			assertThatIllegalStateException().isThrownBy(() -> ReactivePooledKeys.current().block());
		});
	}

	@Test
	void theMethodItselfSeesItsLeaseOnItsThread() {
		this.contexts.run((context) -> assertThat(context.getBean(Service.class).assembled().block()).isEqualTo("one"));
	}

	@Test
	void anInnerCallOfTheSamePoolUsesTheOpenKeyAlsoOnAnotherThread() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			Mono<String> inner = Mono.defer(service::elsewhere).subscribeOn(Schedulers.boundedElastic());
			assertThat(service.around(inner).block()).isEqualTo("one one");
			assertThat(service.around(Mono.defer(service::otherPool)).block()).isEqualTo("two three");
			assertThat(context.getBean(ApiKeyPools.class).get("demo").snapshot().inFlight()).isZero();
		});
	}

	@Test
	void withContextPropagationThreadsKnowItToo() {
		Hooks.enableAutomaticContextPropagation();
		this.contexts.run((context) -> {
			assertThat(context.getBean(Service.class).boundElsewhere().block()).isEqualTo("one");
			assertThat(PooledKeys.find()).isEmpty();
		});
	}

	@Test
	void aSnapshotCarriesItToOtherThreads() {
		this.contexts.run((context) -> {
			String seen = context.getBean(ApiKeyPools.class).get("demo").call(CallRequest.of("test"), (key) -> {
				AtomicReference<String> found = new AtomicReference<>();
				Runnable carried = ContextSnapshotFactory.builder()
					.build()
					.captureAll()
					.wrap((Runnable) () -> found.set(bound()));
				CompletableFuture.runAsync(carried).join();
				return found.get();
			});
			assertThat(seen).isEqualTo("one");
			assertThat(LeaseBinding.ofThread().scope()).isNull();
		});
	}

	private static String bound() {
		return PooledKeys.find().map((lease) -> lease.key().value()).orElse("none");
	}

	static class Service {

		@PooledApiCall("demo")
		public Mono<String> elsewhere() {
			return ReactivePooledKeys.current()
				.map((lease) -> lease.key().value())
				.subscribeOn(Schedulers.boundedElastic());
		}

		@PooledApiCall("demo")
		public Mono<String> assembled() {
			return Mono.just(bound());
		}

		@PooledApiCall("demo")
		public Mono<String> around(Mono<String> inner) {
			return ReactivePooledKeys.current()
				.map(KeyLease::key)
				.flatMap((key) -> inner.map((value) -> key.value() + " " + value));
		}

		@PooledApiCall("other")
		public Mono<String> otherPool() {
			return ReactivePooledKeys.current().map((lease) -> lease.key().value());
		}

		@PooledApiCall("demo")
		public Mono<String> boundElsewhere() {
			return Mono.fromSupplier(ReactivePooledKeysTests::bound).subscribeOn(Schedulers.boundedElastic());
		}

	}

}
