package io.apipool.reactive;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PolledDefinitionSource;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sources of keys that are reactive.
 */
class ReactiveSourcesTests {

	private static final List<KeyDefinition> KEYS = List.of(KeyDefinition.of("a", "canary"));

	private static CompletableFuture<List<KeyDefinition>> fetch(Mono<List<KeyDefinition>> keys) {
		return ReactiveSources.of("demo", () -> keys).fetch().toCompletableFuture();
	}

	@Test
	void aMonoIsSubscribedToEachTimeItIsAsked() {
		AtomicInteger asked = new AtomicInteger();
		PolledDefinitionSource source = ReactiveSources.of("demo",
				() -> Mono.fromCallable(() -> List.of(KeyDefinition.of("a", "canary-" + asked.incrementAndGet()))));
		assertThat(source.pool()).isEqualTo("demo");
		assertThat(asked).hasValue(0);
		assertThat(source.fetch().toCompletableFuture().join()).containsExactly(KeyDefinition.of("a", "canary-1"));
		assertThat(source.fetch().toCompletableFuture().join()).containsExactly(KeyDefinition.of("a", "canary-2"));
	}

	@Test
	void whatItFailsWithIsToldWhereverItIsThrown() {
		IllegalStateException thrown = new IllegalStateException();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(fetch(Mono.error(thrown))::join)
			.withCause(thrown);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(ReactiveSources.of("demo", () -> {
			throw thrown;
		}).fetch().toCompletableFuture()::join).withCause(thrown);
	}

	@Test
	void anEmptyOneIsNoAnswer() {
		assertThat(fetch(Mono.empty())).isCompletedExceptionally();
		assertThat(fetch(Mono.just(List.of()))).isCompletedWithValue(List.of());
	}

	@Test
	void oneThatNeverAnswersIsCancelledWithTheAnswer() {
		AtomicBoolean cancelled = new AtomicBoolean();
		CompletableFuture<List<KeyDefinition>> answer = fetch(
				Mono.<List<KeyDefinition>>never().doOnCancel(() -> cancelled.set(true)));
		assertThat(answer).isNotDone();
		answer.cancel(true);
		assertThat(cancelled).isTrue();
	}

	@Test
	void oneThatAnswersLaterIsWaitedFor() {
		CompletableFuture<List<KeyDefinition>> later = new CompletableFuture<>();
		CompletableFuture<List<KeyDefinition>> answer = fetch(Mono.fromFuture(later));
		assertThat(answer).isNotDone();
		later.complete(KEYS);
		assertThat(answer).isCompletedWithValue(KEYS);
	}

}
