package io.apipool.batch;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A batch that runs on threads of its own.
 *
 * @param <K> the id
 * @param <R> the result
 */
public interface BatchRun<K, R extends @Nullable Object> {

	/**
	 * Stops the batch: no further item is begun, those that run are interrupted. The
	 * result is what was done so far. Does not wait; does nothing after the end.
	 */
	void cancel();

	/**
	 * Waits for the end. Interrupting this thread ends the waiting alone.
	 * @return the result
	 * @throws IncompleteBatchException if the input, the id function or the consumer
	 * failed
	 * @throws java.util.concurrent.CancellationException if interrupted while waiting;
	 * the flag stays set
	 */
	BatchResult<K, R> result();

	/**
	 * Returns the end as a future. Cancelling the future cancels the batch.
	 * @return a future of its own each time
	 */
	CompletableFuture<BatchResult<K, R>> toFuture();

}
