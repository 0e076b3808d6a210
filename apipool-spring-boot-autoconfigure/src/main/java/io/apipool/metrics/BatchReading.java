package io.apipool.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.apipool.RunningBatch;

/**
 * The batches of one operation that run, or the last one that ran.
 */
final class BatchReading {

	private final List<RunningBatch> batches = new CopyOnWriteArrayList<>();

	private final List<RunningBatch> running = new CopyOnWriteArrayList<>();

	synchronized void started(RunningBatch batch) {
		this.running.add(batch);
		this.batches.add(batch);
		this.batches.retainAll(this.running);
	}

	synchronized void ended(RunningBatch batch) {
		this.running.remove(batch);
		if (!this.running.isEmpty()) {
			this.batches.retainAll(this.running);
		}
	}

	double done() {
		return this.batches.stream().mapToDouble(RunningBatch::done).sum();
	}

	/**
	 * Returns how many items there are.
	 * @return not a number where one of the inputs does not say
	 */
	double total() {
		return this.batches.stream()
			.mapToDouble((batch) -> batch.total().isPresent() ? batch.total().getAsLong() : Double.NaN)
			.sum();
	}

}
