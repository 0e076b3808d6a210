package io.apipool.batch;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Hands all ends to a consumer and keeps no more than the ids' fingerprints.
 *
 * @param <K> the id
 * @param <R> the result
 */
final class HandedResults<K, R extends @Nullable Object> implements BatchResults<K, R> {

	private final BatchResultConsumer<? super K, ? super R> consumer;

	private final @Nullable SeenIds seen;

	HandedResults(BatchResultConsumer<? super K, ? super R> consumer, boolean distinct) {
		this.consumer = consumer;
		this.seen = distinct ? new SeenIds() : null;
	}

	@Override
	public boolean begin(K id) {
		return this.seen == null || this.seen.add(id);
	}

	@Override
	public void forget(K id) {
	}

	@Override
	public void ended(K id, @Nullable R result, @Nullable Throwable error) throws Exception {
		this.consumer.accept(id, result, error);
	}

	@Override
	public Map<K, @Nullable R> results() {
		return Map.of();
	}

	@Override
	public Map<K, Throwable> errors() {
		return Map.of();
	}

}
