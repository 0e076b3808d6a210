package io.apipool.batch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Keeps all ends in the order in which their items began.
 *
 * @param <K> the id
 * @param <R> the result
 */
final class MappedResults<K, R extends @Nullable Object> implements BatchResults<K, R> {

	private final Map<K, Optional<BatchItemResult<K, R>>> ends = new LinkedHashMap<>();

	private final boolean distinct;

	MappedResults(boolean distinct) {
		this.distinct = distinct;
	}

	@Override
	public boolean begin(K id) {
		return this.ends.putIfAbsent(id, Optional.empty()) == null || !this.distinct;
	}

	@Override
	public void forget(K id) {
		this.ends.remove(id, Optional.empty());
	}

	@Override
	public void ended(K id, @Nullable R result, @Nullable Throwable error) {
		this.ends.put(id, Optional.of(new BatchItemResult<>(id, result, error)));
	}

	@Override
	public Map<K, @Nullable R> results() {
		Map<K, @Nullable R> results = new LinkedHashMap<>();
		for (Optional<BatchItemResult<K, R>> end : this.ends.values()) {
			end.filter(BatchItemResult::succeeded).ifPresent((each) -> results.put(each.id(), each.result()));
		}
		return results;
	}

	@Override
	public Map<K, Throwable> errors() {
		Map<K, Throwable> errors = new LinkedHashMap<>();
		for (Optional<BatchItemResult<K, R>> end : this.ends.values()) {
			end.ifPresent((each) -> {
				if (each.error() != null) {
					errors.put(each.id(), each.error());
				}
			});
		}
		return errors;
	}

}
