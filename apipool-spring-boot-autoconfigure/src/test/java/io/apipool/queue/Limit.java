package io.apipool.queue;

/**
 * A limit that a test opens by hand.
 */
final class Limit {

	private int permits;

	private long opensAt;

	Limit(int permits) {
		this.permits = permits;
	}

	/** Permits come by hand alone, at an instant that is announced. */
	void announce(long opensAt) {
		this.opensAt = opensAt;
	}

	long opensAt() {
		return this.opensAt;
	}

	void release(int permits) {
		this.permits += permits;
	}

	boolean hasPermit(long now) {
		return this.permits > 0 && now >= this.opensAt;
	}

	void take() {
		this.permits--;
	}

	int permits() {
		return this.permits;
	}

}
