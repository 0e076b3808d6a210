package io.apipool.queue;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A limit that a test opens by hand.
 */
final class Limit {

	private final AtomicInteger permits;

	private volatile long opensAt;

	Limit(int permits) {
		this.permits = new AtomicInteger(permits);
	}

	/** Permits come by hand alone, at an instant that is announced. */
	void announce(long opensAt) {
		this.opensAt = opensAt;
	}

	long opensAt() {
		return this.opensAt;
	}

	void release(int permits) {
		this.permits.addAndGet(permits);
	}

	boolean hasPermit(long now) {
		return this.permits.get() > 0 && now >= this.opensAt;
	}

	void take() {
		this.permits.decrementAndGet();
	}

	int permits() {
		return this.permits.get();
	}

}
