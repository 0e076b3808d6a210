package io.apipool.batch;

import io.apipool.ApiPoolException;
import org.jspecify.annotations.Nullable;

/**
 * The input, the id function or the consumer of a batch failed: its cause says how.
 * Nothing was read after that, and what ran was let end. What was done so far is in
 * {@link #result()}.
 */
public final class IncompleteBatchException extends ApiPoolException {

	private final transient BatchResult<?, ?> result;

	/**
	 * Creates an exception.
	 * @param pool the pool's name
	 * @param message what failed
	 * @param cause how
	 * @param result what was done
	 */
	public IncompleteBatchException(String pool, String message, Throwable cause, BatchResult<?, ?> result) {
		super(pool, message);
		initCause(cause);
		this.result = result;
	}

	/**
	 * Returns what was done.
	 * @param <K> the batch's id
	 * @param <R> the batch's result
	 * @return the partial result
	 */
	@SuppressWarnings("unchecked")
	public <K, R extends @Nullable Object> BatchResult<K, R> result() {
		return (BatchResult<K, R>) this.result;
	}

}
