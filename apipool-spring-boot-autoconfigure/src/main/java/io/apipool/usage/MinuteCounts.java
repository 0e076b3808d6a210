package io.apipool.usage;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What has been counted in one minute so far, and how much of it was written. As every
 * change adds an attempt, the number of attempts tells whether anything has changed.
 */
final class MinuteCounts extends Counts {

	private final long minute;

	private final AtomicLong written = new AtomicLong();

	MinuteCounts(long minute) {
		this.minute = minute;
	}

	/**
	 * Returns the minute, since the epoch.
	 */
	long minute() {
		return this.minute;
	}

	boolean isWritten() {
		return this.written.get() == attempts();
	}

	void written(long attempts) {
		this.written.accumulateAndGet(attempts, Math::max);
	}

}
