package io.apipool.aop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPools;
import io.apipool.KeyLease;
import io.apipool.PooledKeys;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A first look: each way a method may take its key.
 */
class PooledCallTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class))
		.withPropertyValues("apipool.pools.demo.keys=one,two")
		.withBean(Service.class);

	@Test
	void fillsEveryKindOfKeyParameter() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.key("a", ApiKey.pooled())).isEqualTo("a one");
			assertThat(service.lease(KeyLease.pooled())).isEqualTo("two");
			assertThat(service.secret("mine")).isEqualTo("one");
			assertThat(service.bound()).isEqualTo("two");
			assertThat(service.stage(null).join()).isEqualTo("one");
			assertThat(service.mono(null).block()).isEqualTo("two");
			assertThat(service.flux(null).collectList().block()).containsExactly("one", "one");
			assertThat(context.getBean(ApiKeyPools.class).get("demo").snapshot().inFlight()).isZero();
		});
	}

	@Test
	void anInnerCallOfTheSamePoolUsesTheOpenKeyAndLeavesTheRetryToTheOuterOne() {
		Calls.contexts().withBean(Inner.class).withBean(Outer.class).run((context) -> {
			assertThat(context.getBean(Outer.class).around(ApiKey.pooled())).isEqualTo("two two");
			assertThat(context.getBean(Inner.class).asked()).containsExactly("one", "two");
			Calls.assertNothingIsHeld(context);
		});
	}

	@Test
	void aPlainCallOfTheBeanItselfSaysWhatIsWrong() {
		assertThatIllegalStateException().isThrownBy(() -> new Service().key("a", ApiKey.pooled()))
			.withMessageContaining("was the method called through its Spring proxy?");
	}

	static class Outer {

		private final Inner inner;

		Outer(Inner inner) {
			this.inner = inner;
		}

		@PooledApiCall("demo")
		public String around(ApiKey key) {
			return key.value() + " " + this.inner.within(ApiKey.pooled());
		}

	}

	static class Inner {

		private final List<String> asked = new ArrayList<>();

		@PooledApiCall("demo")
		public String within(ApiKey key) {
			this.asked.add(key.value());
			if (key.value().equals("one")) {
				throw new Calls.SlowDown();
			}
			return key.value();
		}

		public List<String> asked() {
			return this.asked;
		}

	}

	static class Service {

		@PooledApiCall("demo")
		public String key(String text, ApiKey key) {
			return text + " " + key.value();
		}

		@PooledApiCall("demo")
		public String lease(KeyLease lease) {
			return lease.key().value();
		}

		@PooledApiCall("demo")
		public String secret(@PooledKey String secret) {
			return secret;
		}

		@PooledApiCall("demo")
		public String bound() {
			return PooledKeys.current().key().value();
		}

		@PooledApiCall("demo")
		public CompletableFuture<String> stage(ApiKey key) {
			return CompletableFuture.completedFuture(key.value());
		}

		@PooledApiCall("demo")
		public Mono<String> mono(ApiKey key) {
			return Mono.just(key.value());
		}

		@PooledApiCall("demo")
		public Flux<String> flux(ApiKey key) {
			return Flux.just(key.value(), key.value());
		}

	}

}
