package io.apipool.aop;

import java.util.concurrent.CompletableFuture;

import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.RateLimited;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A method that returns a stage fails by its stage, also before the method runs.
 */
class FailedExpressionTests {

	@Test
	void isAFailedStage() {
		Calls.contexts().withBean(Service.class).run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.pooled("many")).isCompletedExceptionally();
			assertThat(service.limited(-1)).isCompletedExceptionally();
			assertThat(Calls.of(context).leased).isEmpty();
		});
	}

	static class Service {

		@PooledApiCall(value = "demo", tokens = "#tokens")
		public CompletableFuture<String> pooled(Object tokens) {
			return CompletableFuture.completedFuture("done");
		}

		@RateLimited(value = "1/m", permits = "#permits")
		public CompletableFuture<String> limited(int permits) {
			return CompletableFuture.completedFuture("done");
		}

	}

}
