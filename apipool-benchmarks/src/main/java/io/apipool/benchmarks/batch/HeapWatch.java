package io.apipool.benchmarks.batch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory is alive while something goes on, above what was before.
 */
final class HeapWatch {

	private final int every;

	private final long idle = alive();

	private final AtomicLong most = new AtomicLong(this.idle);

	private final AtomicLong seen = new AtomicLong();

	HeapWatch(int every) {
		this.every = every;
	}

	void ended() {
		if (this.seen.incrementAndGet() % this.every == 0) {
			this.most.accumulateAndGet(alive(), Math::max);
		}
	}

	long above() {
		return this.most.get() - this.idle;
	}

	private static long alive() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
