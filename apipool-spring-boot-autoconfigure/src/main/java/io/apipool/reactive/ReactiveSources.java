package io.apipool.reactive;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PolledDefinitionSource;
import reactor.core.publisher.Mono;

/**
 * Sources of keys that are reactive.
 */
public final class ReactiveSources {

	private ReactiveSources() {
	}

	/**
	 * Returns a source that subscribes each time it is asked. An empty {@code Mono} is no
	 * answer: it fails.
	 * @param pool the pool's name
	 * @param keys fetches the keys
	 * @return the source
	 */
	public static PolledDefinitionSource of(String pool, Supplier<Mono<List<KeyDefinition>>> keys) {
		return new ReactiveSource(pool, keys);
	}

	private record ReactiveSource(String pool,
			Supplier<Mono<List<KeyDefinition>>> keys) implements PolledDefinitionSource {

		@Override
		public CompletionStage<List<KeyDefinition>> fetch() {
			return Mono.defer(this.keys).single().toFuture();
		}

	}

}
