package io.apipool.reactive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.Usage;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.LeasedCall;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.Surroundings;
import io.apipool.test.ManualTimekeeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What happens where the application's own code breaks when a reactive call ends.
 */
@Timeout(60)
class BrokenStepsTests {

	private static final CallRequest REQUEST = CallRequest.of("op");

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	private final PooledCalls pool = new DefaultApiKeyPools(
			Definitions.of(PoolDefinition.of("demo").withKeys(List.of(KeyDefinition.of("a", "secret")))),
			new Surroundings(this.time, new LocalPermitStore(this.time), Runnable::run, List.of(),
					Surroundings.Classifiers.NONE, Map.of()))
		.get("demo");

	@Test
	void usageThatCannotBeToldBreaksNoCallAndHoldsNothing() {
		for (Throwable broken : List.of(new IllegalStateException("usage"), new StackOverflowError("usage"))) {
			CallPlanned body = new CallPlanned(broken);
			assertThat(ReactiveCalls.mono(this.pool, () -> this.pool.plan(REQUEST, List.of()), body, "value").block())
				.isEqualTo("value");
			assertThat(ReactiveCalls.flux(this.pool, () -> this.pool.plan(REQUEST, List.of()), body, "value")
				.collectList()
				.block()).containsExactly("value");
			assertThat(this.pool.snapshot().inFlight()).isZero();
		}
	}

	@Test
	void aStepThatBreaksIsWhatTheSubscriberSees() {
		for (String breaks : List.of("succeeded", "failed", "bounds", "run")) {
			BrokenSteps steps = new BrokenSteps(breaks);
			assertThatThrownBy(() -> ReactiveCalls.<String>mono((context) -> steps).block()).hasMessage(breaks);
			assertThatThrownBy(() -> ReactiveCalls.<String>flux((context) -> steps).blockLast()).hasMessage(breaks);
			assertThat(steps.ends).hasSize(2);
		}
	}

	private record CallPlanned(Throwable broken) implements LeasedCall<String, Publisher<String>> {

		@Override
		public Publisher<String> call(KeyLease lease, String context) {
			return Flux.just(context);
		}

		@Override
		public Usage usage(@Nullable Object result, String context) {
			throw BrokenStepsTests.<RuntimeException>sneak(this.broken);
		}

	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> E sneak(Throwable thrown) throws E {
		throw (E) thrown;
	}

	/**
	 * Steps one of which breaks.
	 */
	private static final class BrokenSteps implements Steps<String, String> {

		private final String breaks;

		private final List<String> ends = new ArrayList<>();

		BrokenSteps(String breaks) {
			this.breaks = breaks;
		}

		private void step(String name) {
			if (name.equals(this.breaks)) {
				throw new IllegalStateException(name);
			}
		}

		@Override
		public CompletableFuture<String> next() {
			return CompletableFuture.completedFuture("held");
		}

		@Override
		public Publisher<? extends String> run(String held) {
			step("run");
			return this.breaks.equals("failed") ? Mono.error(new IllegalStateException("provider"))
					: Mono.just("value");
		}

		@Override
		public Context context(Context context, String held) {
			return context;
		}

		@Override
		public void succeeded(String held, @Nullable String last) {
			step("succeeded");
		}

		@Override
		public Throwable failed(String held, Throwable thrown, boolean mayRepeat) {
			step("failed");
			this.ends.add("failed");
			return thrown;
		}

		@Override
		public void cancelled(String held) {
			this.ends.add("cancelled");
		}

		@Override
		public @Nullable Bounds bounds() {
			step("bounds");
			return null;
		}

	}

}
