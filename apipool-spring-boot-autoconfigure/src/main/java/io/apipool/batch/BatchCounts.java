package io.apipool.batch;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.RunningBatch;

/**
 * What a batch counts. Counted by its thread, read by any.
 */
final class BatchCounts implements RunningBatch {

	private final String pool;

	private final String operation;

	private final OptionalLong size;

	private final AtomicLong succeeded = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private final AtomicLong repeated = new AtomicLong();

	BatchCounts(String pool, String operation, OptionalLong size) {
		this.pool = pool;
		this.operation = operation;
		this.size = size;
	}

	void ended(boolean well) {
		(well ? this.succeeded : this.failed).incrementAndGet();
	}

	/**
	 * An id was there before.
	 */
	void repeated() {
		this.repeated.incrementAndGet();
	}

	@Override
	public String pool() {
		return this.pool;
	}

	@Override
	public String operation() {
		return this.operation;
	}

	/**
	 * Returns what the batch is called in messages.
	 */
	String name() {
		return this.pool + " " + this.operation;
	}

	@Override
	public long done() {
		return succeeded() + failed();
	}

	long succeeded() {
		return this.succeeded.get();
	}

	@Override
	public long failed() {
		return this.failed.get();
	}

	@Override
	public OptionalLong total() {
		return this.size.isPresent() ? OptionalLong.of(Math.max(done(), this.size.getAsLong() - this.repeated.get()))
				: this.size;
	}

	BatchProgress progress() {
		long failed = failed();
		return new BatchProgress(succeeded() + failed, failed, total());
	}

}
