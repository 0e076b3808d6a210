package io.apipool.batch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Why a batch comes to its end. Used by its thread.
 */
final class BatchEnd {

	private final AtomicBoolean reading = new AtomicBoolean(true);

	private final AtomicBoolean cancelled = new AtomicBoolean();

	private final AtomicBoolean interrupted = new AtomicBoolean();

	private final AtomicReference<@Nullable Broken> broken = new AtomicReference<>();

	boolean isReading() {
		return this.reading.get();
	}

	boolean isCancelled() {
		return this.cancelled.get();
	}

	void noMoreReading() {
		this.reading.set(false);
	}

	void cancelled() {
		noMoreReading();
		this.cancelled.set(true);
	}

	void interrupted() {
		this.interrupted.set(true);
		cancelled();
	}

	/**
	 * Something of the application's failed that is no call: what comes first is what the
	 * caller sees.
	 */
	void broken(String what, Throwable how) {
		noMoreReading();
		if (how instanceof InterruptedException) {
			interrupted();
		}
		Broken first = this.broken.get();
		if (first == null) {
			this.broken.set(new Broken(what, how));
		}
		else if (first.how != how) {
			first.how.addSuppressed(how);
		}
	}

	void restoreInterrupt() {
		if (this.interrupted.get()) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Returns the result, unless something failed.
	 * @param batch whose end it is
	 */
	<K, R extends @Nullable Object> BatchResult<K, R> complete(BatchCounts batch, BatchResult<K, R> result) {
		Broken first = this.broken.get();
		if (first == null) {
			return result;
		}
		throw new IncompleteBatchException(batch.pool(), batch.name() + ": " + first.what + "; " + result.succeeded()
				+ " of " + result.total() + " items had succeeded", first.how, result);
	}

	private record Broken(String what, Throwable how) {
	}

}
