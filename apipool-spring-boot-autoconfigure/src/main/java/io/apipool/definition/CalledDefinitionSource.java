package io.apipool.definition;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A source that blocks while it fetches.
 *
 * @param pool the pool's name
 * @param keys fetches the keys
 */
record CalledDefinitionSource(String pool, Callable<List<KeyDefinition>> keys) implements PolledDefinitionSource {

	@Override
	public CompletionStage<List<KeyDefinition>> fetch() {
		try {
			return CompletableFuture.completedFuture(this.keys.call());
		}
		catch (Exception ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
