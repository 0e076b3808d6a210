package io.apipool.reactive;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.apipool.CallRequest;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.Surroundings;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reactive calls inside a call that go on after it has ended.
 */
class ReactiveHandOverTests {

	private static final CallRequest REQUEST = CallRequest.of("op").maxWait(Duration.ZERO);

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	private final PooledCalls pool = new DefaultApiKeyPools(
			Definitions.of(PoolDefinition.of("demo")
				.withKeys(List.of(KeyDefinition.of("a", "secret")))
				.withLimits("9/m", "1 concurrent")),
			new Surroundings(this.time, new LocalPermitStore(this.time), Runnable::run, List.of(),
					Surroundings.Classifiers.NONE, Map.of()))
		.get("demo");

	private final Sinks.Many<String> answers = Sinks.many().unicast().onBackpressureBuffer();

	private Disposable inner = () -> {
	};

	private Flux<String> flux(Publisher<String> body) {
		return ReactiveCalls.flux(this.pool, () -> this.pool.plan(REQUEST, List.of()), (lease, none) -> body, "");
	}

	private Mono<String> mono(Publisher<String> body) {
		return ReactiveCalls.mono(this.pool, () -> this.pool.plan(REQUEST, List.of()), (lease, none) -> body, "");
	}

	private boolean isSlotFree() {
		return this.pool.tryAcquire(REQUEST).map((lease) -> {
			lease.close();
			return true;
		}).orElse(false);
	}

	@Test
	void theSlotOfAMonoStaysWithTheFluxThatItStarted() {
		Mono<String> starts = Mono.deferContextual((context) -> {
			this.inner = flux(this.answers.asFlux()).contextWrite(context).subscribe();
			return Mono.just("started");
		});
		assertThat(mono(starts).block()).isEqualTo("started");
		this.answers.tryEmitNext("first").orThrow();
		assertThat(isSlotFree()).isFalse();
		this.answers.tryEmitComplete().orThrow();
		assertThat(isSlotFree()).isTrue();
	}

	@Test
	void cancellingTheFluxInsideGivesTheSlotBack() {
		this.pool.run(REQUEST, (key) -> this.inner = flux(this.answers.asFlux()).subscribe());
		assertThat(isSlotFree()).isFalse();
		this.inner.dispose();
		assertThat(isSlotFree()).isTrue();
	}

	@Test
	void whatIsCancelledBeforeItAsksForAKeyKeepsNothing() {
		this.pool.run(REQUEST, (key) -> flux(this.answers.asFlux()).take(0).subscribe());
		assertThat(isSlotFree()).isTrue();
	}

}
