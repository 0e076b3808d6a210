package io.apipool.aop;

import java.util.concurrent.CompletableFuture;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPools;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PoolExhaustedException;
import io.apipool.annotation.PooledApiCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Annotated calls, more than may wait.
 */
@Timeout(60)
class OverflowTests {

	@Test
	void anUrgentCallTakesThePlaceOfTheLastThatWaits() {
		Calls.contexts()
			.withBean(Service.class)
			.withPropertyValues("apipool.pools.demo.limits=1 concurrent", "apipool.pools.demo.max-waiting=2",
					"apipool.pools.demo.overflow=drop-oldest")
			.run((context) -> {
				Service service = context.getBean(Service.class);
				var pool = context.getBean(ApiKeyPools.class).get("demo");
				KeyLease one = pool.acquire(CallRequest.of("hold"));
				KeyLease two = pool.acquire(CallRequest.of("hold"));
				CompletableFuture<String> first = service.plain(null);
				CompletableFuture<String> second = service.plain(null);
				CompletableFuture<String> third = service.plain(null);
				assertThatRefused(third);
				CompletableFuture<String> urgent = service.urgent(null);
				assertThatRefused(second);
				assertThat(pool.snapshot().waiting()).isEqualTo(2);
				one.close();
				assertThat(urgent.get()).isEqualTo(one.key().value());
				assertThat(first.get()).isEqualTo(one.key().value());
				two.close();
				Calls.assertNothingIsHeld(context);
			});
	}

	private static void assertThatRefused(CompletableFuture<String> call) {
		assertThatExceptionOfType(Exception.class).isThrownBy(call::get)
			.withCauseInstanceOf(PoolExhaustedException.class);
	}

	static class Service {

		@PooledApiCall("demo")
		public CompletableFuture<String> plain(ApiKey key) {
			return CompletableFuture.completedFuture(key.value());
		}

		@PooledApiCall(pool = "demo", priority = 5)
		public CompletableFuture<String> urgent(ApiKey key) {
			return CompletableFuture.completedFuture(key.value());
		}

	}

}
