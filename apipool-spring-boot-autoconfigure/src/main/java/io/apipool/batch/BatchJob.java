package io.apipool.batch;

import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What a batch does.
 *
 * @param terms how
 * @param input with what
 * @param id tells items apart
 * @param body what runs for each
 * @param results where the ends go
 * @param <I> the item
 * @param <K> the id
 * @param <R> the result
 */
record BatchJob<I, K, R extends @Nullable Object>(BatchTerms terms, BatchInput<I> input,
		Function<? super I, ? extends K> id, BatchItemCall<? super I, ? extends R> body, BatchResults<K, R> results) {

	BatchJob {
		Objects.requireNonNull(id, "no id function");
		Objects.requireNonNull(body, "no item call");
	}

}
