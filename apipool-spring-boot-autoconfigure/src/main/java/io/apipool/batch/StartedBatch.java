package io.apipool.batch;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

/**
 * A batch on a thread of its own.
 *
 * @param <K> the id
 * @param <R> the result
 */
final class StartedBatch<K, R extends @Nullable Object> implements BatchRun<K, R> {

	private final BatchDriver<?, K, R> driver;

	private final CompletableFuture<BatchResult<K, R>> end = new CompletableFuture<>();

	private StartedBatch(BatchDriver<?, K, R> driver) {
		this.driver = driver;
	}

	static <K, R extends @Nullable Object> StartedBatch<K, R> of(BatchDriver<?, K, R> driver) {
		return of(driver, (begun) -> true);
	}

	/**
	 * Starts a batch.
	 * @param demand tells whether one more item may begin, by how many have begun
	 */
	static <K, R extends @Nullable Object> StartedBatch<K, R> of(BatchDriver<?, K, R> driver, LongPredicate demand) {
		StartedBatch<K, R> batch = new StartedBatch<>(driver);
		Thread thread = new Thread(() -> batch.work(demand), "apipool-batch-" + driver.name().replace(' ', '-'));
		thread.setDaemon(true);
		thread.start();
		return batch;
	}

	private void work(LongPredicate demand) {
		try {
			this.end.complete(this.driver.run(demand));
		}
		catch (Throwable ex) {
			this.end.completeExceptionally(ex);
		}
	}

	@Override
	public void cancel() {
		this.driver.stop();
	}

	@Override
	public BatchResult<K, R> result() {
		try {
			return this.end.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException(this.driver.name() + ": interrupted while waiting for the batch");
		}
		catch (ExecutionException ex) {
			throw unchecked(ex.getCause());
		}
	}

	private static RuntimeException unchecked(@Nullable Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		return (thrown instanceof RuntimeException known) ? known : new IllegalStateException(thrown);
	}

	@Override
	public CompletableFuture<BatchResult<K, R>> toFuture() {
		CompletableFuture<BatchResult<K, R>> copy = this.end.copy();
		copy.whenComplete((result, thrown) -> {
			if (copy.isCancelled()) {
				cancel();
			}
		});
		return copy;
	}

	@Override
	public String toString() {
		return "batch " + this.driver.name();
	}

}
